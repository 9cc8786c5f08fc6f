-- What a running server is: its version, the named pipe of those who hold it (null: not started by this code),
-- and the process id of its postmaster.
SELECT current_setting('server_version') AS version,
       current_setting('clearance.holders', true) AS holders,
       split_part(pg_read_file('postmaster.pid'), E'\n', 1)::integer AS pid
