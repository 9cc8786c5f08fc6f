// Written by `npm run openapi` from the API's description; not by hand.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers. Never touches the database, so that an outage there restarts nothing here. */
        get: operations["health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This node can serve. Goes off when the node is going down. */
        get: operations["health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/projections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far each projection has read the log
         * @description Scope: `operations:read`.
         */
        get: operations["operations_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/projections/{name}/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a rebuild stands
         * @description Scope: `operations:read`.
         */
        get: operations["operations_rebuild_state"];
        put?: never;
        /**
         * Rebuild a projection from the events
         * @description The tables go on serving while shadows are filled; then they are swapped in one transaction.
         *
         *     Scope: `operations:write`.
         */
        post: operations["operations_rebuild"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/failed-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events that projections could not take
         * @description The project of each is set aside in that projection, and tried again by itself; the rest goes on.
         *
         *     Scope: `operations:read`.
         */
        get: operations["operations_list_failed_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/failed-events/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a failed event again at once, with all that its project has behind it
         * @description Scope: `operations:write`.
         */
        post: operations["operations_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/failed-events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Leave a failed event out of its projection for good
         * @description Recorded with its reason as an event itself; the project goes on behind it, by rebuilds too.
         *
         *     Scope: `operations:write`.
         */
        delete: operations["operations_dismiss"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in the Prometheus text format */
        get: operations["health_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List them, in the order they were added
         * @description Scope: `access:read`.
         */
        get: operations["members_list"];
        put?: never;
        /**
         * Add a member
         * @description A person. Needs a key of its own to act.
         *
         *     Scope: `access:write`.
         */
        post: operations["members_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Link a member to the identity that a provider of access tokens knows
         * @description Tokens of this issuer and subject speak for the member from then on, so that key and token are one person for four eyes. Once, and before the identity is first seen: then it has an account of its own.
         *
         *     Scope: `access:write`.
         */
        put: operations["members_link_identity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one
         * @description Scope: `access:read`.
         */
        get: operations["members_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant a role
         * @description Scope: `access:write`.
         */
        post: operations["members_grant_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a role away
         * @description From the next request on. Nobody takes `owner` from themselves.
         *
         *     Scope: `access:write`.
         */
        delete: operations["members_revoke_role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List its keys, revoked ones too, in the order they were issued
         * @description Scope: `access:read`.
         */
        get: operations["members_list_keys"];
        put?: never;
        /**
         * Issue a key
         * @description The key is in this answer and nowhere else. An account has at most two that work, so that one can be exchanged without a gap.
         *
         *     Scope: `access:write`.
         */
        post: operations["members_issue_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a key, without its secret
         * @description Scope: `access:read`.
         */
        get: operations["members_get_key"];
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description No request that comes after the answer is taken with it.
         *
         *     Scope: `access:write`.
         */
        delete: operations["members_revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List them, in the order they were added
         * @description Scope: `access:read`.
         */
        get: operations["service_accounts_list"];
        put?: never;
        /**
         * Add a service account
         * @description For a script; the member it names answers for what it does.
         *
         *     Scope: `access:write`.
         */
        post: operations["service_accounts_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one
         * @description Scope: `access:read`.
         */
        get: operations["service_accounts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant a role
         * @description Scope: `access:write`.
         */
        post: operations["service_accounts_grant_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts/{id}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a role away
         * @description From the next request on. Nobody takes `owner` from themselves.
         *
         *     Scope: `access:write`.
         */
        delete: operations["service_accounts_revoke_role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List its keys, revoked ones too, in the order they were issued
         * @description Scope: `access:read`.
         */
        get: operations["service_accounts_list_keys"];
        put?: never;
        /**
         * Issue a key
         * @description The key is in this answer and nowhere else. An account has at most two that work, so that one can be exchanged without a gap.
         *
         *     Scope: `access:write`.
         */
        post: operations["service_accounts_issue_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-accounts/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a key, without its secret
         * @description Scope: `access:read`.
         */
        get: operations["service_accounts_get_key"];
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description No request that comes after the answer is taken with it.
         *
         *     Scope: `access:write`.
         */
        delete: operations["service_accounts_revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I
         * @description The actor that events of this credential carry, and what it may do.
         *
         *     Scope: `me:read`.
         */
        get: operations["me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a checklist from Markdown or plain text
         * @description Becomes the next version of the template of that name. The same bytes again change nothing. What looks broken is reported with its lines and a proposed repair.
         *
         *     Scope: `templates:write`.
         */
        post: operations["templates_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The templates, each with its newest version
         * @description Scope: `templates:read`.
         */
        get: operations["templates_list"];
        put?: never;
        /**
         * Make a template from JSON
         * @description Scope: `templates:write`.
         */
        post: operations["templates_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A template in its newest version
         * @description Scope: `templates:read`.
         */
        get: operations["templates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{template}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A template's versions, newest first
         * @description Scope: `templates:read`.
         */
        get: operations["templates_versions"];
        put?: never;
        /**
         * Publish the next version from JSON
         * @description Scope: `templates:write`.
         */
        post: operations["templates_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{template}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version of a template
         * @description Scope: `templates:read`.
         */
        get: operations["templates_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{template}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A template as text
         * @description An imported one comes as the document it was, changed only where the version says something else.
         *
         *     Scope: `templates:read`.
         */
        get: operations["templates_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tenants of this installation, by name
         * @description Scope: `tenants:read`.
         */
        get: operations["tenants_list"];
        put?: never;
        /**
         * Add a tenant
         * @description With a log, an account `svc_admin` (owner) and its first key, which is in this answer and nowhere else.
         *
         *     Scope: `tenants:write`.
         */
        post: operations["tenants_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One tenant with its limits, and what of them is used up
         * @description Scope: `tenants:read`.
         */
        get: operations["tenants_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/admin-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give the tenant's first account a new key
         * @description The one that it got in this way before is revoked. For a tenant that lost its key.
         *
         *     Scope: `tenants:write`.
         */
        post: operations["tenants_issue_admin_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenant}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set what a tenant may use up
         * @description All three members are needed; null is no limit. It holds on every node within 5 s.
         *
         *     Scope: `tenants:write`.
         */
        put: operations["tenants_set_limits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your tenant's quotas, and what of them is used up
         * @description Scope: `operations:read`.
         */
        get: operations["tenants_of_own"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/four-eyes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether setting things aside takes a second person
         * @description Scope: `projects:read`.
         */
        get: operations["policies_get"];
        /**
         * Relax the four eyes, or ask for them again
         * @description Scope: `policies:write`.
         */
        put: operations["policies_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The projects, in the order they were created
         * @description Scope: `projects:read`, in the whole tenant or in some project: then the answer keeps to those projects.
         */
        get: operations["projects_list"];
        put?: never;
        /**
         * Create a project
         * @description Scope: `projects:write`.
         */
        post: operations["projects_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One project
         * @description Scope: `projects:read`.
         */
        get: operations["projects_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a project's name or description
         * @description Scope: `projects:write`.
         */
        patch: operations["projects_change"];
        trace?: never;
    };
    "/v1/projects/{project}/checklists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A project's checklists, in the order they were applied
         * @description Scope: `projects:read`.
         */
        get: operations["checklists_list"];
        put?: never;
        /**
         * Apply a template version to a project
         * @description Scope: `projects:write`.
         */
        post: operations["checklists_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One checklist
         * @description Scope: `projects:read`.
         */
        get: operations["checklists_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a checklist over to another version of its template
         * @description Keeps the answers of items whose wording is the same. What the version asks less of stays as it was until a second person approves. `dry_run` only lists.
         *
         *     Scope: `projects:write`.
         */
        post: operations["checklists_upgrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a checklist
         * @description It stays readable and counts in no gate any more. With items that count unsettled the first person asks (`closing`), and another one closes with the same request: `note` says so. What an account asks that nobody answers for counts for no person: the next request takes its place.
         *
         *     Scope: `projects:write`.
         */
        post: operations["checklists_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/conditions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The questions that a project's items stand under, with its answers
         * @description Scope: `projects:read`.
         */
        get: operations["conditions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/conditions/{condition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of these questions
         * @description Scope: `projects:read`.
         */
        get: operations["conditions_get"];
        /**
         * Answer a question, once for the whole project
         * @description What the answer excludes is not asked any more; where it is required, once a second person agrees.
         *
         *     Scope: `items:write`.
         */
        put: operations["conditions_answer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/conditions/{condition}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to an answer, as a second person
         * @description Scope: `approvals:write`.
         */
        post: operations["conditions_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A project's items in document order
         * @description Scope: `projects:read`.
         */
        get: operations["items_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One item
         * @description Scope: `projects:read`.
         */
        get: operations["items_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attest that an item is done
         * @description Checking a checked item attests it anew.
         *
         *     Scope: `items:write`.
         */
        post: operations["items_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/uncheck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open an item again
         * @description Whatever was decided before; needs a reason.
         *
         *     Scope: `items:write`.
         */
        post: operations["items_uncheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record that a check ran and said no
         * @description Needs a reason.
         *
         *     Scope: `items:write`.
         */
        post: operations["items_fail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/not-applicable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exclude an item
         * @description It counts neither as done nor as open. Needs a reason; where the item is required, it counts as open until a second person approves.
         *
         *     Scope: `items:write`.
         */
        post: operations["items_exclude"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/comment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say something about an item
         * @description Scope: `items:write`.
         */
        post: operations["items_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attach evidence without deciding
         * @description Scope: `items:write`.
         */
        post: operations["items_evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say who is to see to an item
         * @description Makes no sign-off stale.
         *
         *     Scope: `items:write`.
         */
        post: operations["items_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set the last day on which an item is in time
         * @description Scope: `items:write`.
         */
        post: operations["items_due"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/set-asides/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree, as a second person, that an item is set aside
         * @description Marked as not applicable, weakened or removed by an upgrade. Refused to whoever asked for it and to who changed the wording.
         *
         *     Scope: `approvals:write`.
         */
        post: operations["items_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/waivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an exception
         * @description It covers the item once another person has approved it, until it runs out.
         *
         *     Scope: `items:write`.
         */
        post: operations["waivers_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/waivers/{waiver}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One waiver
         * @description Scope: `projects:read`.
         */
        get: operations["waivers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/waivers/{waiver}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a waiver, as a second person
         * @description Refused to whoever asked for it, to who changed the wording of the item, and to service accounts.
         *
         *     Scope: `approvals:write`.
         */
        post: operations["waivers_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/waivers/{waiver}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a waiver before it runs out
         * @description Scope: `items:write`.
         */
        post: operations["waivers_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Waivers of all projects, in the order they were asked for
         * @description Scope: `projects:read`, in the whole tenant or in some project: then the answer keeps to those projects.
         */
        get: operations["waivers_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Up to 1,000 commands on items of a project
         * @description Each under the rules of its own route. Without `atomic` each has its own verdict, and good ones are done though others are refused; with it all are recorded in one transaction, or none (422 `batch_refused`). The Idempotency-Key counts for all of it. Commands that the tenant may record no events for any more today are refused with `quota_exceeded`, one by one; with `atomic` the whole request is, where it does not fit.
         *
         *     Scope: `items:write`.
         */
        post: operations["items_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Items of all projects
         * @description In the order of the ids of project, checklist and item. A page ends after 5,000 items that were looked at, so it may be shorter than `limit` with another one behind it.
         *
         *     Scope: `projects:read`, in the whole tenant or in some project: then the answer keeps to those projects.
         */
        get: operations["items_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/gates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A project's gates, in the order they were defined
         * @description Scope: `projects:read`.
         */
        get: operations["gates_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/gates/{gate}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One gate, with how its sign-offs stand
         * @description Scope: `projects:read`.
         */
        get: operations["gates_get"];
        /**
         * Define a gate, or define it anew
         * @description A definition that asks less than the one in force waits for a second person. Makes earlier sign-offs stale.
         *
         *     Scope: `gates:write`.
         */
        put: operations["gates_define"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/gates/{gate}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree, as a second person, to a definition that asks less
         * @description Scope: `approvals:write`.
         */
        post: operations["gates_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/gates/{gate}/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the sign-offs
         * @description Who asks cannot approve, unless the gate allows it.
         *
         *     Scope: `gates:write`.
         */
        post: operations["gates_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/gates/{gate}/sign-offs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest sign-off of each person in each role, stale ones too
         * @description Scope: `projects:read`.
         */
        get: operations["gates_list_sign_offs"];
        put?: never;
        /**
         * Sign a gate in a role
         * @description Signs the digest of a readiness that was read. Where there is something else by now it is refused with `project_changed`, and `changes` lists what happened since.
         *
         *     Scope: `approvals:write`.
         */
        post: operations["gates_sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/gates/{gate}/sign-offs/{sign_off}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One sign-off
         * @description Scope: `projects:read`.
         */
        get: operations["gates_get_sign_off"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/gates/{gate}/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The receipts of a gate, oldest first
         * @description Scope: `projects:read`.
         */
        get: operations["gates_list_evaluations"];
        put?: never;
        /**
         * Ask for the verdict on what is about to be deployed, and keep it as a receipt
         * @description Also of the gate `go-live` where nobody has defined one. The answer is 201 whatever the verdict.
         *
         *     Scope: `gates:evaluate`.
         */
        post: operations["gates_evaluate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/gates/{gate}/evaluations/{evaluation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One receipt
         * @description Scope: `projects:read`.
         */
        get: operations["gates_get_evaluation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/readiness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the project is ready, and what stands against it
         * @description Now, after a position (at the time of its event, unless `as_of` says another), or at a time: of the past, as recorded by then; to come, if nothing happens until then.
         *
         *     Scope: `projects:read`.
         */
        get: operations["readiness_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/readiness/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the verdict came about, for a burn-up chart
         * @description Counts and score at moments that divide the span evenly.
         *
         *     Scope: `projects:read`.
         */
        get: operations["readiness_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/readiness/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What will turn the verdict red, and when, if nobody does anything
         * @description Scope: `projects:read`.
         */
        get: operations["readiness_forecast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events as they come (server-sent events)
         * @description The `id` is the position: come back with `Last-Event-ID` and nothing is missing or twice. Without it and `after` it begins with what comes next. It begins with the `id` of where it begins, and heartbeats bear that of what was looked at, without data: that is no message, but what a client comes back with. Where the server ends it, a last event `closing` says why. With `Accept-Encoding: gzip` a tenth of the bytes comes.
         *
         *     Scope: `log:read`.
         */
        get: operations["audit_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The log, filtered
         * @description Newest first unless order=asc. As CloudEvents a page is a list of them, and its Link leads on.
         *
         *     Scope: `log:read`, in the whole tenant or in some project: then the answer keeps to those projects.
         */
        get: operations["audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One event
         * @description Scope: `log:read`, in the whole tenant or in some project: then the answer keeps to those projects.
         */
        get: operations["audit_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that was recorded of an item, oldest first
         * @description Scope: `projects:read`.
         */
        get: operations["audit_item_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that was recorded in a project, oldest first
         * @description Scope: `projects:read`.
         */
        get: operations["audit_project_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The types of events that there can be
         * @description Scope: `log:read`, in the whole tenant or in some project: then the answer keeps to those projects.
         */
        get: operations["audit_event_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregate-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The types of aggregates that there can be
         * @description Scope: `log:read`, in the whole tenant or in some project: then the answer keeps to those projects.
         */
        get: operations["audit_aggregate_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest signed checkpoint
         * @description C2SP tlog-checkpoint: log, size, root.
         *
         *     Scope: `log:read`.
         */
        get: operations["log_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public keys of the log
         * @description For comparison alone: take the keys you verify with from the operator, not from the log itself.
         *
         *     Scope: `log:read`.
         */
        get: operations["log_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proof that a tree begins with a smaller one
         * @description Scope: `log:read`.
         */
        get: operations["log_consistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/tile/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile of hashes, or a bundle of entries
         * @description C2SP tlog-tiles: `<level>/<index>` and `entries/<index>`, partial ones with `.p/<width>`. Full ones never change.
         *
         *     Scope: `log:read`.
         */
        get: operations["log_tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The log, a project of it or a period, as an archive that can be checked offline
         * @description A tar in tlog-tiles layout with a signed manifest (docs/export-format.md), streaming; the export is recorded.
         *
         *     Scope: `log:export`.
         */
        get: operations["log_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{position}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proof that an event is in the log
         * @description As `text/plain` a `.tlog-proof` file (C2SP tlog-proof). Waits a moment for an event just recorded.
         *
         *     Scope: `log:read`.
         */
        get: operations["log_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the sealing of the log stands
         * @description Scope: `operations:read`.
         */
        get: operations["operations_get_log_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/log/epochs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a new epoch of the log
         * @description For a log that was halted, when no state that continues the checkpoints held elsewhere can be restored: the old epoch is not sealed any further, and the first event of the new one holds its last checkpoint and the reason.
         *
         *     Scope: `operations:write`.
         */
        post: operations["operations_begin_epoch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every erasure, oldest first
         * @description Scope: `privacy:read`.
         */
        get: operations["privacy_list"];
        put?: never;
        /**
         * Ask for an erasure
         * @description Nothing goes before another person approves it.
         *
         *     Scope: `privacy:write`.
         */
        post: operations["privacy_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One erasure
         * @description Scope: `privacy:read`.
         */
        get: operations["privacy_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve an erasure, as another person than the one who asked
         * @description The private parts and their salts go at once; every proof still holds. A legal hold blocks it.
         *
         *     Scope: `privacy:write`.
         */
        post: operations["privacy_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject an erasure: what was asked for stays
         * @description Scope: `privacy:write`.
         */
        post: operations["privacy_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/legal-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every legal hold, oldest first
         * @description Scope: `privacy:read`.
         */
        get: operations["privacy_list_holds"];
        put?: never;
        /**
         * Keep a project, an account or everything from being erased
         * @description Scope: `privacy:write`.
         */
        post: operations["privacy_place_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/legal-holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One legal hold
         * @description Scope: `privacy:read`.
         */
        get: operations["privacy_get_hold"];
        put?: never;
        post?: never;
        /**
         * Release a legal hold
         * @description Scope: `privacy:write`.
         */
        delete: operations["privacy_release_hold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ticketing/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the connections, in the order they were added
         * @description Scope: `integrations:read`.
         */
        get: operations["ticketing_list"];
        put?: never;
        /**
         * Connect a ticket system
         * @description Its secrets are kept encrypted and never shown.
         *
         *     Scope: `integrations:write`.
         */
        post: operations["ticketing_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ticketing/connections/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One connection, and how it is doing
         * @description Scope: `integrations:read`.
         */
        get: operations["ticketing_get"];
        put?: never;
        post?: never;
        /**
         * Remove a connection
         * @description Its secrets and what it had still to do are forgotten; tickets stay on both sides.
         *
         *     Scope: `integrations:write`.
         */
        delete: operations["ticketing_remove"];
        options?: never;
        head?: never;
        /**
         * Change how a connection behaves or where it goes
         * @description What is left out stays.
         *
         *     Scope: `integrations:write`.
         */
        patch: operations["ticketing_change"];
        trace?: never;
    };
    "/v1/ticketing/connections/{connection}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a connection another secret to log in with
         * @description Scope: `integrations:write`.
         */
        post: operations["ticketing_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ticketing/connections/{connection}/inbound-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a connection another secret to verify calls with, or none
         * @description Scope: `integrations:write`.
         */
        post: operations["ticketing_rotate_inbound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ticketing/connections/{connection}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in there, and see who the connection is
         * @description Changes nothing there.
         *
         *     Scope: `integrations:write`.
         */
        post: operations["ticketing_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ticketing/connections/{connection}/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What could not be done and waits for somebody
         * @description Scope: `integrations:read`.
         */
        get: operations["ticketing_failures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ticketing/connections/{connection}/failures/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try all failures of a connection again
         * @description Scope: `integrations:write`.
         */
        post: operations["ticketing_retry_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ticketing/connections/{connection}/failures/{failure}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try one failure again
         * @description Scope: `integrations:write`.
         */
        post: operations["ticketing_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ticketing/inbound/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Where a ticket system calls
         * @description Takes no key: each system proves itself as its guide says, over the body as it was sent. What was taken is kept before this answers, also while the connection rests.
         */
        post: operations["ticketing_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tickets of an item
         * @description Scope: `projects:read`.
         */
        get: operations["tickets_list"];
        put?: never;
        /**
         * Make a ticket for an item, or link one that is there
         * @description A new one is `requested` in this answer and made at once afterwards, again and again until the other system has taken it; then the item shows its key and URL.
         *
         *     Scope: `items:write`.
         */
        post: operations["tickets_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project}/checklists/{checklist}/items/{item}/tickets/{ticket}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of them
         * @description Scope: `projects:read`.
         */
        get: operations["tickets_get"];
        put?: never;
        post?: never;
        /**
         * Take a ticket off an item
         * @description The other system keeps it.
         *
         *     Scope: `items:write`.
         */
        delete: operations["tickets_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every webhook, oldest first
         * @description Scope: `integrations:read`.
         */
        get: operations["webhooks_list"];
        put?: never;
        /**
         * Set up a webhook
         * @description Events are posted to it as CloudEvents, signed by Standard Webhooks, at least once each.
         *
         *     Scope: `integrations:write`.
         */
        post: operations["webhooks_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook, and how far its deliveries are
         * @description Scope: `integrations:read`.
         */
        get: operations["webhooks_get"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook with its secrets and its log of deliveries
         * @description Scope: `integrations:write`.
         */
        delete: operations["webhooks_remove"];
        options?: never;
        head?: never;
        /**
         * Change what is given of a webhook
         * @description Scope: `integrations:write`.
         */
        patch: operations["webhooks_change"];
        trace?: never;
    };
    "/v1/webhooks/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a webhook: what comes meanwhile waits in the log
         * @description Scope: `integrations:write`.
         */
        post: operations["webhooks_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a webhook where it stopped, after a pause or when Clearance disabled it
         * @description Scope: `integrations:write`.
         */
        post: operations["webhooks_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret
         * @description Deliveries are signed with the old one beside it for `overlap_hours`, so that the receiver can change over.
         *
         *     Scope: `integrations:write`.
         */
        post: operations["webhooks_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deliveries of a webhook, newest event first
         * @description Kept for 30 days, and the newest 10,000 of those that are over.
         *
         *     Scope: `integrations:read`.
         */
        get: operations["webhooks_list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One delivery with the body that is sent
         * @description Scope: `integrations:read`.
         */
        get: operations["webhooks_get_delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{position}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver an event once more, under the same webhook-id
         * @description Scope: `integrations:write`.
         */
        post: operations["webhooks_redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver a range of events once more
         * @description Those that match the filter and that it has come to before, in their order, beside what is new.
         *
         *     Scope: `integrations:write`.
         */
        post: operations["webhooks_redeliver_range"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event, signed, and tell what came back
         * @description Its type is `clearance.ping`. Nothing is recorded, and it is not tried again.
         *
         *     Scope: `integrations:write`.
         */
        post: operations["webhooks_ping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        HealthAnswer: {
            /** @description Each check of readiness and its state. */
            checks?: {
                [key: string]: string;
            };
            /**
             * @description `ok` of a process that lives, `ready` of a node that can serve.
             * @example ok
             * @enum {string}
             */
            status: "ok" | "ready";
        };
        FailedEventCounts: {
            /** @example 0 */
            retrying: number;
            /** @example 0 */
            given_up: number;
            /** @example 0 */
            dismissed: number;
        };
        RebuildDifference: {
            tenant: string;
            /** @example items */
            table: string;
            /**
             * @description Rows that the live table alone has; one that differs counts on both sides.
             * @example 0
             */
            only_live: number;
            /** @example 0 */
            only_rebuilt: number;
        };
        RebuildAnswer: {
            /** @example items */
            projection: string;
            /**
             * @description `never`, `running`, `done`, `different` (a comparison found differences) or `failed`.
             * @example running
             */
            state: string;
            tenant: string | null;
            /** @example 1200 */
            position: number;
            /**
             * @description Where the log ended when it began.
             * @example 5000
             */
            target: number;
            /**
             * @description From 0 to 1, of all tenants.
             * @example 0.24
             */
            progress: number;
            /**
             * @description Events a second; null where nothing is known yet.
             * @example 180000
             */
            rate: number | null;
            /** @example 4 */
            remaining_seconds: number | null;
            /** @description What `verify` found. */
            differences: components["schemas"]["RebuildDifference"][];
            /** @description Whether the rebuilt tables are in place. */
            swapped: boolean;
            started_at: string | null;
            finished_at: string | null;
            error: string | null;
        };
        ProjectionAnswer: {
            /** @example items */
            name: string;
            /** @example 1 */
            version: number;
            /**
             * @description Position of the newest event it reflects; -1 for none.
             * @example 5000
             */
            position: number;
            /**
             * @description Events behind the log's head.
             * @example 0
             */
            lag: number;
            updated_at: string | null;
            failed_events: components["schemas"]["FailedEventCounts"];
            rebuild: components["schemas"]["RebuildAnswer"];
        };
        ProjectionsAnswer: {
            data: components["schemas"]["ProjectionAnswer"][];
        };
        RebuildBody: {
            /**
             * @description True: throw away what a rebuild that was broken off had done.
             * @example false
             */
            fresh?: boolean;
            /**
             * @description True: compare the rebuilt rows with the live ones, row by row, before they are swapped.
             * @example true
             */
            verify?: boolean;
            /**
             * @description With `verify`, where rows differ: `swap` (default) puts the rebuilt tables in place, `keep` leaves the live ones.
             * @default swap
             * @example keep
             * @enum {string}
             */
            on_difference?: "keep" | "swap";
        };
        FailedEventBody: {
            /**
             * @description `<projection>.<position>`.
             * @example items.42
             */
            id: string;
            /** @example items */
            projection: string;
            /** @example 1 */
            version: number;
            /** @example 42 */
            position: number;
            /** @description What is set aside because of it: a project's id, else a stream's. */
            partition: string;
            event_id: string;
            /** @example item.checked */
            event_type: string;
            /** @description Id of the project that the event belongs to. */
            project: string | null;
            /** @example 2 */
            failure_count: number;
            /** @description The newest failure in the words of the code that failed. */
            error: string;
            first_failed_at: string;
            last_failed_at: string;
            /** @description When it is tried again by itself; null: never. */
            retry_at: string | null;
            /**
             * @description `retrying`, `given_up` or `dismissed`.
             * @example retrying
             */
            state: string;
        };
        FailedEventPage: {
            data: components["schemas"]["FailedEventBody"][];
            next_cursor: string | null;
        };
        RetryAnswer: {
            /** @description True where the event went through and all behind it. */
            healed: boolean;
            /** @description What the partition waits behind now; another event than before where a later one failed. */
            failed_event: components["schemas"]["FailedEventBody"] | null;
        };
        DismissBody: {
            /**
             * @description Why the event may be left out of the projection.
             * @example Recorded by a faulty import; corrected by hand
             */
            reason: string;
        };
        WrittenEvent: {
            /** @example 01961f0e-7c1a-7b2e-9f0a-0d3c5b7a9e11 */
            id: string;
            /** @example item.checked */
            type: string;
            /**
             * @description Place in the tenant's log.
             * @example 42
             */
            position: number;
        };
        OwedLeaf: {
            /** @example 42 */
            position: number;
            /** @example GFszxKXvbGzc6c4iL29PNU1hvz15RrAPl0ehs49YXEQ= */
            leaf_hash: string;
        };
        WriteReceipt: {
            /**
             * @description Name of the log, the first line of its checkpoints.
             * @example clearance.example.org/log/default
             */
            origin: string;
            /**
             * @description Of the last event.
             * @example 42
             */
            position: number;
            /**
             * @description Of the last event: RFC 6962 leaf hash, base64.
             * @example GFszxKXvbGzc6c4iL29PNU1hvz15RrAPl0ehs49YXEQ=
             */
            leaf_hash: string;
            /** @description One for each event, in order. */
            leaves: components["schemas"]["OwedLeaf"][];
        };
        DismissAnswer: {
            resource: components["schemas"]["FailedEventBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        AddMemberBody: {
            /**
             * @description Shown in histories; can be erased.
             * @example Ana Ruiz
             */
            name: string;
            /**
             * Format: email
             * @example ana@example.org
             */
            email?: string;
            /**
             * @description Left out: `contributor` and `approver`. Empty: none, until some are granted, in single projects perhaps.
             * @example [
             *       "contributor"
             *     ]
             */
            roles?: ("admin" | "approver" | "auditor" | "contributor" | "manager" | "owner" | "script")[];
        };
        ProjectRole: {
            /**
             * @description Id of the project.
             * @example prj_4k2m9x0qv7ch1r8b6v5k
             */
            project: string;
            /** @example manager */
            role: string;
        };
        IdentityBody: {
            /**
             * @description `iss` of its tokens, letter by letter.
             * @example https://login.example.org
             */
            issuer: string;
            /**
             * @description `sub` of its tokens, letter by letter; part of the log for good.
             * @example ana-17
             */
            subject: string;
        };
        AccessActor: {
            /** @example svc_admin */
            id: string;
            /** @example service */
            kind: string;
        };
        AccountBody: {
            /**
             * @description The id of the actor in every event of it.
             * @example mem_7fq20c9x4m1r8b6v5k3j
             */
            id: string;
            /** @example human */
            kind: string;
            /**
             * @description Null where it was erased.
             * @example Ana Ruiz
             */
            name: string | null;
            /** @example ana@example.org */
            email: string | null;
            /**
             * @description In the whole tenant.
             * @example [
             *       "contributor"
             *     ]
             */
            roles: string[];
            /** @description In single projects. */
            project_roles: components["schemas"]["ProjectRole"][];
            /** @description Null where none is known. */
            identity: components["schemas"]["IdentityBody"] | null;
            /** @description Of a service account: id of the member who answers for it. */
            responsible: string | null;
            /** @example 2025-03-03T10:00:00.000000Z */
            created_at: string;
            created_by: components["schemas"]["AccessActor"];
            /**
             * @description Position of its addition.
             * @example 7
             */
            position: number;
            /**
             * @description Number of its newest event; the ETag.
             * @example 3
             */
            sequence: number;
        };
        AccountWriteAnswer: {
            resource: components["schemas"]["AccountBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        AccountPage: {
            data: components["schemas"]["AccountBody"][];
            next_cursor: string | null;
        };
        GrantRoleBody: {
            /**
             * @example auditor
             * @enum {string}
             */
            role: "admin" | "approver" | "auditor" | "contributor" | "manager" | "owner" | "script";
            /**
             * @description Key or id of the one project it is for. Left out: the whole tenant.
             * @example payments-api
             */
            project?: string;
        };
        KeyBody: {
            /**
             * @description The credential's id in events.
             * @example default-4k2m9x0qv7ch
             */
            id: string;
            /** @example CI of payments-api */
            label: string | null;
            /** @example 2025-03-03T10:00:00.000000Z */
            issued_at: string;
            issued_by: components["schemas"]["AccessActor"];
            /** @example 2026-03-03T10:00:00.000000Z */
            expires_at: string | null;
            /**
             * @description All that it may do of what its account may; null for everything.
             * @example [
             *       "items:write"
             *     ]
             */
            scopes: string[] | null;
            revoked_at: string | null;
            /**
             * @description When it was last taken, to the minute, and known within a minute or two; null: never.
             * @example 2025-03-04T08:15:00.000000Z
             */
            last_used_at: string | null;
            /**
             * @description Position of its issue.
             * @example 9
             */
            position: number;
        };
        KeyPage: {
            data: components["schemas"]["KeyBody"][];
            next_cursor: string | null;
        };
        IssueKeyBody: {
            /**
             * @description What it is for; part of the log for good, so no names.
             * @example CI of payments-api
             */
            label?: string;
            /**
             * Format: date-time
             * @description Left out: it does not run out.
             * @example 2025-03-03T10:00:00.000000Z
             */
            expires_at?: string;
            /**
             * @description All that it may do of what its account may. Left out: everything.
             * @example [
             *       "projects:read",
             *       "items:write"
             *     ]
             */
            scopes?: ("access:read" | "access:write" | "approvals:write" | "gates:evaluate" | "gates:write" | "integrations:read" | "integrations:write" | "items:write" | "log:export" | "log:read" | "me:read" | "operations:read" | "operations:write" | "policies:write" | "privacy:read" | "privacy:write" | "projects:read" | "projects:write" | "templates:read" | "templates:write" | "tenants:read" | "tenants:write")[];
        };
        IssuedKeyBody: {
            /**
             * @description The credential's id in events.
             * @example default-4k2m9x0qv7ch
             */
            id: string;
            /** @example CI of payments-api */
            label: string | null;
            /** @example 2025-03-03T10:00:00.000000Z */
            issued_at: string;
            issued_by: components["schemas"]["AccessActor"];
            /** @example 2026-03-03T10:00:00.000000Z */
            expires_at: string | null;
            /**
             * @description All that it may do of what its account may; null for everything.
             * @example [
             *       "items:write"
             *     ]
             */
            scopes: string[] | null;
            revoked_at: string | null;
            /**
             * @description When it was last taken, to the minute, and known within a minute or two; null: never.
             * @example 2025-03-04T08:15:00.000000Z
             */
            last_used_at: string | null;
            /**
             * @description Position of its issue.
             * @example 9
             */
            position: number;
            /** @description The key, shown this once: `clr_…`. Null on a repeat of the request. */
            key: string | null;
            /** @description Says why `key` is null, or which of its scopes are of no use now, since no role of the account has them. */
            note: string | null;
        };
        KeyIssueAnswer: {
            resource: components["schemas"]["IssuedKeyBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        KeyWriteAnswer: {
            resource: components["schemas"]["KeyBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        AddServiceAccountBody: {
            /** @example deploy pipeline */
            name: string;
            /**
             * @description Id of the member who answers for what it does.
             * @example mem_7fq20c9x4m1r8b6v5k3j
             */
            responsible?: string;
            /**
             * @description Left out: `script`. Empty: none, until some are granted, in single projects perhaps.
             * @example [
             *       "script"
             *     ]
             */
            roles?: ("admin" | "approver" | "auditor" | "contributor" | "manager" | "owner" | "script")[];
        };
        ScopesInProject: {
            /**
             * @description Id of the project.
             * @example prj_4k2m9x0qv7ch1r8b6v5k
             */
            project: string;
            /**
             * @example [
             *       "projects:read",
             *       "items:write"
             *     ]
             */
            scopes: string[];
        };
        MeBody: {
            /** @example mem_7fq20c9x4m1r8b6v5k3j */
            id: string;
            /** @example human */
            kind: string;
            /** @example Ana Ruiz */
            name: string | null;
            /**
             * @example [
             *       "contributor"
             *     ]
             */
            roles: string[];
            /**
             * @description What this credential may do in the whole tenant.
             * @example [
             *       "projects:read",
             *       "items:write"
             *     ]
             */
            scopes: string[];
            /** @description What it may do in single projects. */
            projects: components["schemas"]["ScopesInProject"][];
            /** @example default */
            tenant: string;
            /** @example default-4k2m9x0qv7ch */
            credential_id: string;
            /**
             * @description `api_key` or `oidc`.
             * @example api_key
             */
            auth_method: string;
        };
        LinesAnswer: {
            /** @example 12 */
            from_line: number;
            /** @example 14 */
            to_line: number;
        };
        WhenBody: {
            /**
             * @description Key of the condition.
             * @example payments-api
             */
            condition: string;
            /**
             * @description The answer for which the item is asked.
             * @example true
             */
            answer: boolean;
        };
        ThresholdBody: {
            /** @enum {string} */
            bound: "at_least" | "at_most";
            /**
             * @description A decimal number, as text.
             * @example 200
             */
            value: string;
            /** @example ms */
            unit: string;
        };
        TemplateLinkAnswer: {
            title: string;
            url: string;
        };
        SourceRangeAnswer: {
            /** @example 12 */
            from_line: number;
            /** @example 14 */
            to_line: number;
            sha256: string;
        };
        TemplateItemAnswer: {
            /** @description Asked only where a condition has this answer. */
            when?: components["schemas"]["WhenBody"];
            /**
             * Format: int32
             * @description An attestation holds for so many days.
             * @example 90
             */
            recurs_days?: number;
            /** @description True: services cannot decide on it. */
            human_only?: boolean;
            /**
             * @description Follows from the rest of its section, or from everything above it; not on an item with items below.
             * @enum {string}
             */
            summary?: "above" | "section";
            threshold?: components["schemas"]["ThresholdBody"];
            /** @description True: can be neither waived nor set aside. */
            invariant?: boolean;
            items: components["schemas"]["TemplateItemAnswer"][];
            id: string;
            /** @example ha-setup.test-the-restore */
            key: string;
            /** @example Test the restore */
            title: string;
            description?: string;
            links?: components["schemas"]["TemplateLinkAnswer"][];
            /**
             * @example required
             * @enum {string}
             */
            level: "optional" | "recommended" | "required";
            /**
             * @example before
             * @enum {string}
             */
            phase: "after" | "before" | "go-live";
            /** @enum {string} */
            settled_by?: "all_children" | "any_child" | "itself";
            /** @description Lines of the source, from 1, both included. */
            source?: components["schemas"]["SourceRangeAnswer"];
            claimed?: boolean;
        };
        TemplateSectionAnswer: {
            /** @example ha-setup */
            key: string;
            /** @example HA Setup */
            title: string;
            path: string[];
            source?: components["schemas"]["LinesAnswer"];
            items: components["schemas"]["TemplateItemAnswer"][];
        };
        SignOffAnswer: {
            role: string;
            title: string;
            source?: components["schemas"]["LinesAnswer"];
        };
        ImportedTemplateAnswer: {
            /** @description Null for a dry run of a new template. */
            id: string | null;
            /** @example go-live */
            key: string;
            /** @example 1 */
            version: number;
            title: string;
            sections: components["schemas"]["TemplateSectionAnswer"][];
            sign_offs: components["schemas"]["SignOffAnswer"][];
        };
        TemplateCounts: {
            /** @example 39 */
            items: number;
            /** @example 5 */
            sections: number;
            /** @example 0 */
            sign_offs: number;
        };
        DiagnosticAnswer: {
            /** @example glued_items */
            code: string;
            message: string;
            from_line: number;
            to_line: number;
            /** @description What would stand there instead; made with `repair=true`. */
            repair?: string;
        };
        MatchAnswer: {
            id: string;
            key: string;
            title: string;
        };
        ChangeAnswer: {
            id: string;
            key: string;
            from: string;
            to: string;
        };
        MatchesAnswer: {
            kept: components["schemas"]["MatchAnswer"][];
            reworded: components["schemas"]["ChangeAnswer"][];
            moved: components["schemas"]["ChangeAnswer"][];
            added: components["schemas"]["MatchAnswer"][];
            removed: components["schemas"]["MatchAnswer"][];
        };
        ImportAnswer: {
            template: components["schemas"]["ImportedTemplateAnswer"];
            counts: components["schemas"]["TemplateCounts"];
            diagnostics: components["schemas"]["DiagnosticAnswer"][];
            /** @description How the items stand to those of the version before. */
            matches: components["schemas"]["MatchesAnswer"];
            dry_run: boolean;
            /** @description Null where nothing was recorded. */
            position: number | null;
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        ConditionBody: {
            /** @example payments-api */
            key: string;
            /** @example Do you host the database yourself? */
            question: string;
        };
        LinkBody: {
            title: string;
            /**
             * Format: uri-reference
             * @description Relative addresses and anchors too.
             * @example ../runbooks/restore.md#steps
             */
            url: string;
        };
        ItemBody: {
            /** @description Asked only where a condition has this answer. */
            when?: components["schemas"]["WhenBody"];
            /**
             * Format: int32
             * @description An attestation holds for so many days.
             * @example 90
             */
            recurs_days?: number;
            /** @description True: services cannot decide on it. */
            human_only?: boolean;
            /**
             * @description Follows from the rest of its section, or from everything above it; not on an item with items below.
             * @enum {string}
             */
            summary?: "above" | "section";
            threshold?: components["schemas"]["ThresholdBody"];
            /** @description True: can be neither waived nor set aside. */
            invariant?: boolean;
            /** @description Only on items that the version before has: keeps their answers through every change. */
            id?: string;
            /**
             * @description Left out: made of section and title.
             * @example payments-api
             */
            key?: string;
            /** @example Test the restore */
            title: string;
            description?: string;
            links?: components["schemas"]["LinkBody"][];
            /**
             * @description Left out: required.
             * @default required
             * @enum {string}
             */
            level?: "optional" | "recommended" | "required";
            /**
             * @description Left out: before.
             * @default before
             * @enum {string}
             */
            phase?: "after" | "before" | "go-live";
            /**
             * @description What settles a parent. Left out: all of its children.
             * @enum {string}
             */
            settled_by?: "all_children" | "any_child" | "itself";
            /** @description As a version is read: true where the source had the box ticked. */
            claimed?: boolean;
            /** @description As a version is read; not taken from here, an item keeps its place in the source by its id. */
            source?: Record<string, never>;
            /** @description Items below this one, at most 10 levels deep. */
            items?: components["schemas"]["ItemBody"][];
        };
        SectionBody: {
            /** @example payments-api */
            key?: string;
            /** @example HA Setup */
            title: string;
            /** @description Titles of the headings above, outermost first. */
            path?: string[];
            /** @description As a version is read; not taken from here. */
            source?: Record<string, never>;
            items: components["schemas"]["ItemBody"][];
        };
        TemplateSignOffBody: {
            /** @example payments-api */
            role: string;
            /** @example Technical Lead */
            title: string;
            /** @description As a version is read; not taken from here. */
            source?: Record<string, never>;
        };
        TemplateBody: {
            /** @example Go-live of the shop */
            title: string;
            /** @description Yes-or-no questions that items stand under; one that an item names need not be here. */
            conditions?: components["schemas"]["ConditionBody"][];
            sections: components["schemas"]["SectionBody"][];
            sign_offs?: components["schemas"]["TemplateSignOffBody"][];
            /**
             * @description Unique in the tenant, whatever its case.
             * @example payments-api
             */
            key: string;
            description?: string;
        };
        TemplateSource: {
            sha256: string;
            /** @example text/markdown */
            media_type: string;
            repaired: boolean;
        };
        PublisherBody: {
            id: string;
            /** @example human */
            kind: string;
        };
        TemplateAnswer: {
            /** @description Questions that its items stand under. */
            conditions: components["schemas"]["ConditionBody"][];
            sections: components["schemas"]["TemplateSectionAnswer"][];
            sign_offs: components["schemas"]["SignOffAnswer"][];
            id: string;
            /** @example small-server-deployment */
            key: string;
            title: string;
            description: string | null;
            /** @example 1 */
            version: number;
            /** @example 1 */
            newest_version: number;
            content_hash: string;
            counts: components["schemas"]["TemplateCounts"];
            source: components["schemas"]["TemplateSource"] | null;
            published_at: string;
            published_by: components["schemas"]["PublisherBody"];
            position: number;
            sequence: number;
        };
        TemplateWriteAnswer: {
            resource: components["schemas"]["TemplateAnswer"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        TemplateSummaryAnswer: {
            id: string;
            /** @example small-server-deployment */
            key: string;
            title: string;
            description: string | null;
            /** @example 1 */
            version: number;
            /** @example 1 */
            newest_version: number;
            content_hash: string;
            counts: components["schemas"]["TemplateCounts"];
            source: components["schemas"]["TemplateSource"] | null;
            published_at: string;
            published_by: components["schemas"]["PublisherBody"];
            position: number;
            sequence: number;
        };
        TemplatePage: {
            data: components["schemas"]["TemplateSummaryAnswer"][];
            next_cursor: string | null;
        };
        VersionBody: {
            /** @example Go-live of the shop */
            title: string;
            /** @description Yes-or-no questions that items stand under; one that an item names need not be here. */
            conditions?: components["schemas"]["ConditionBody"][];
            sections: components["schemas"]["SectionBody"][];
            sign_offs?: components["schemas"]["TemplateSignOffBody"][];
            description?: string | null;
            /** @description As a version is read; not taken from here. */
            id?: string;
            /** @description As a version is read; not taken from here. */
            key?: string;
            /**
             * Format: int64
             * @description As a version is read; not taken from here.
             */
            version?: number;
            /**
             * Format: int64
             * @description As a version is read; not taken from here.
             */
            newest_version?: number;
            /** @description As a version is read; not taken from here. */
            content_hash?: string;
            /** @description As a version is read; not taken from here. */
            counts?: {
                [key: string]: unknown;
            };
            /** @description As a version is read; not taken from here. */
            source?: {
                [key: string]: unknown;
            } | null;
            /** @description As a version is read; not taken from here. */
            published_at?: string;
            /** @description As a version is read; not taken from here. */
            published_by?: {
                [key: string]: unknown;
            };
            /**
             * Format: int64
             * @description As a version is read; not taken from here.
             */
            position?: number;
            /**
             * Format: int64
             * @description As a version is read; not taken from here.
             */
            sequence?: number;
        };
        TenantLimits: {
            /** @example 1000000 */
            items: number | null;
            /** @example 10000000 */
            events_per_day: number | null;
            /** @example 600000 */
            requests_per_minute: number | null;
        };
        TenantBody: {
            /** @example acme */
            key: string;
            limits: components["schemas"]["TenantLimits"];
            /**
             * @description The ETag.
             * @example 1
             */
            sequence: number;
        };
        TenantsAnswer: {
            data: components["schemas"]["TenantBody"][];
            next_cursor: string | null;
        };
        QuotaBody: {
            /** @example 209 */
            used: number;
            /**
             * @description Null: there is none.
             * @example 1000000
             */
            limit: number | null;
        };
        DailyQuotaBody: {
            /** @example 209 */
            used: number;
            /**
             * @description Null: there is none.
             * @example 1000000
             */
            limit: number | null;
            /** @description Midnight (UTC), when it begins anew. */
            resets_at: string;
        };
        RequestQuotaBody: {
            /**
             * @description In the current minute, on the node that answers; null where there is no limit: nobody counts then.
             * @example 3
             */
            used: number | null;
            /**
             * @description On all nodes together; null: there is none.
             * @example 600000
             */
            limit: number | null;
            /**
             * @description What the node that answers grants of it.
             * @example 600000
             */
            node_share: number | null;
            resets_at: string | null;
        };
        UsageBody: {
            /** @description Items in all of its checklists. */
            items: components["schemas"]["QuotaBody"];
            /** @description Events since midnight (UTC), with what the service recorded. */
            events_per_day: components["schemas"]["DailyQuotaBody"];
            requests_per_minute: components["schemas"]["RequestQuotaBody"];
        };
        TenantDetailsBody: {
            /** @example acme */
            key: string;
            limits: components["schemas"]["TenantLimits"];
            /**
             * @description The ETag.
             * @example 1
             */
            sequence: number;
            usage: components["schemas"]["UsageBody"];
        };
        AddTenantBody: {
            /**
             * @description Part of its keys and of its log's name for good.
             * @example acme
             */
            key: string;
        };
        AddedTenantBody: {
            /** @example acme */
            key: string;
            limits: components["schemas"]["TenantLimits"];
            /**
             * @description The ETag.
             * @example 1
             */
            sequence: number;
            /** @description Key of its owner's account, shown this once. Null on a repeat of the request. */
            admin_key: string | null;
            /** @description Says why `admin_key` is null. */
            note: string | null;
        };
        TenantAddedAnswer: {
            resource: components["schemas"]["AddedTenantBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        LimitsBody: {
            /**
             * Format: int32
             * @description Items in all of its checklists; null for no limit.
             * @example 1000000
             */
            items: number | null;
            /**
             * Format: int32
             * @description Events that its requests record in a day (UTC); null for no limit.
             * @example 10000000
             */
            events_per_day: number | null;
            /**
             * Format: int32
             * @description Requests with a credential of it, on all nodes together; null for no limit.
             * @example 600000
             */
            requests_per_minute: number | null;
        };
        TenantWriteAnswer: {
            resource: components["schemas"]["TenantBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        PolicySetBy: {
            id: string;
            /** @example human */
            kind: string;
        };
        FourEyesAnswer: {
            /**
             * @description `required` or `relaxed`.
             * @example required
             */
            four_eyes: string;
            set_at: string | null;
            set_by: components["schemas"]["PolicySetBy"] | null;
            /**
             * @description Number of times it was set; the ETag.
             * @example 0
             */
            sequence: number;
        };
        FourEyesBody: {
            /**
             * @description `relaxed`: one person may approve what she asked for. Every verdict says so.
             * @enum {string}
             */
            four_eyes: "relaxed" | "required";
            /**
             * @description Why.
             * @example One person runs this installation
             */
            reason: string;
        };
        FourEyesWriteAnswer: {
            resource: components["schemas"]["FourEyesAnswer"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        CreateProjectBody: {
            /**
             * @description Unique in the tenant, whatever its case.
             * @example payments-api
             */
            key: string;
            /**
             * @description Left out: the key.
             * @example Payments API
             */
            name?: string;
            /** @example Takes card payments for the shop */
            description?: string;
        };
        CreatorBody: {
            id: string;
            /** @example human */
            kind: string;
        };
        ProjectAnswerBody: {
            /** @example prj_7fq2… */
            id: string;
            /** @example payments-api */
            key: string;
            /** @example Payments API */
            name: string;
            description: string | null;
            created_at: string;
            created_by: components["schemas"]["CreatorBody"];
            changed_at: string;
            /** @description Position of its creation. */
            position: number;
            /** @description Number of its newest event; the ETag. */
            sequence: number;
        };
        ProjectWriteAnswer: {
            resource: components["schemas"]["ProjectAnswerBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        ProjectPage: {
            data: components["schemas"]["ProjectAnswerBody"][];
            next_cursor: string | null;
        };
        ChangeProjectBody: {
            /** @example Payments API */
            name?: string;
            description?: string;
        };
        ApplyChecklistBody: {
            /**
             * @description Key or id of the template.
             * @example small-server-deployment
             */
            template: string;
            /**
             * Format: int64
             * @description Left out: the newest.
             * @example 1
             */
            version?: number;
            /**
             * @description Unique in the project; left out: the template's key.
             * @example payments-api
             */
            key?: string;
            /**
             * @description `source`: boxes that the template's document had ticked are taken over as claims, which settle nothing. Left out, or `none`: not.
             * @default none
             * @enum {string}
             */
            answers?: "none" | "source";
        };
        AppliedTemplate: {
            /** @example tpl_5v0h… */
            id: string;
            /** @example small-server-deployment */
            key: string;
            /** @example 1 */
            version: number;
            content_hash: string;
        };
        AppliedBy: {
            id: string;
            /** @example human */
            kind: string;
        };
        ChecklistAnswerBody: {
            /** @example chk_9b1m… */
            id: string;
            /** @example go-live */
            key: string;
            title: string;
            template: components["schemas"]["AppliedTemplate"];
            /**
             * @description How many items it has.
             * @example 39
             */
            items: number;
            /**
             * @description `open`, `closing` until a second person closes it, or `closed`.
             * @example open
             */
            state: string;
            closed_at: string | null;
            applied_at: string;
            applied_by: components["schemas"]["AppliedBy"];
            position: number;
            sequence: number;
        };
        ChecklistWriteAnswer: {
            resource: components["schemas"]["ChecklistAnswerBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        ChecklistPage: {
            data: components["schemas"]["ChecklistAnswerBody"][];
            next_cursor: string | null;
        };
        UpgradeBody: {
            /**
             * Format: int64
             * @description Left out: the newest.
             * @example 2
             */
            version?: number;
            /** @description True: nothing is recorded, the answer says what would be. */
            dry_run?: boolean;
            /**
             * @description `source`: boxes that the template's document had ticked are taken over as claims, which settle nothing. Left out, or `none`: not.
             * @default none
             * @enum {string}
             */
            answers?: "none" | "source";
        };
        UpgradeItem: {
            /** @example itm_0r8s… */
            id: string;
            /** @example ha-setup.test-the-restore */
            key: string;
            /** @example Test the restore */
            title: string;
        };
        UpgradeWeakened: {
            /** @description What a second person approves it under: `.../items/{item}/set-asides/{id}/approve`. */
            id: string;
            /** @description Id of the item. */
            item: string;
            item_key: string;
            /**
             * @description What is less, such as `level`, `condition` or `removed`.
             * @example [
             *       "level"
             *     ]
             */
            kinds: string[];
        };
        UpgradeAnswer: {
            dry_run: boolean;
            /** @example 1 */
            from_version: number;
            /** @example 2 */
            to_version: number;
            /** @description The same wording in the same place. */
            kept: components["schemas"]["UpgradeItem"][];
            /** @description Their answers are stale now: somebody has to answer anew. */
            reworded: components["schemas"]["UpgradeItem"][];
            /** @description Below another item or in another section; may be reworded as well. */
            moved: components["schemas"]["UpgradeItem"][];
            added: components["schemas"]["UpgradeItem"][];
            removed: components["schemas"]["UpgradeItem"][];
            /** @description What the version asks less of: the rules before hold until a second person approves. */
            weakened: components["schemas"]["UpgradeWeakened"][];
            resource: components["schemas"]["ChecklistAnswerBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        CloseBody: {
            /**
             * @description Why.
             * @example Release 1 is out
             */
            reason: string;
        };
        ChecklistCloseAnswer: {
            resource: components["schemas"]["ChecklistAnswerBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
            /** @description Whom it waits for where it is `closing`; null once it is closed. */
            note: string | null;
        };
        AnsweredBy: {
            id: string;
            /** @example human */
            kind: string;
        };
        ConditionItems: {
            /**
             * @description Items asked for where the answer is yes.
             * @example 12
             */
            yes: number;
            /**
             * @description Items asked for where the answer is no.
             * @example 0
             */
            no: number;
        };
        ConditionAnswerBody: {
            /** @example self-hosted-database */
            key: string;
            /** @example Do you host the database yourself? */
            question: string;
            /** @description How later checklists put the question, where they do so in other words. */
            other_questions: string[];
            /** @description Null while nobody has answered: everything is asked. */
            answer: boolean | null;
            /**
             * @description `open`, `pending` until a second person agrees, `approved`, or `relaxed` where the policy asked for none. While it is pending, what is required counts all the same.
             * @example pending
             */
            state: string;
            answered_by: components["schemas"]["AnsweredBy"] | null;
            answered_at: string | null;
            /** @description Id of the second person. */
            approved_by: string | null;
            approved_at: string | null;
            items: components["schemas"]["ConditionItems"];
            /** @description Number of its newest event; the ETag. */
            sequence: number;
        };
        ConditionPage: {
            data: components["schemas"]["ConditionAnswerBody"][];
            next_cursor: string | null;
        };
        AnswerBody: {
            /**
             * @description Why.
             * @example A managed service runs it
             */
            reason: string;
            /** @example false */
            answer: boolean;
        };
        ConditionWriteAnswer: {
            resource: components["schemas"]["ConditionAnswerBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        AgreeToAnswerBody: {
            /**
             * @description The answer that is agreed to. Needed where it was another one before; a different one is refused.
             * @example false
             */
            answer?: boolean;
            /** @example Agreed in the review of 3 March */
            reason?: string;
        };
        ItemLink: {
            title: string;
            url: string;
        };
        SectionRef: {
            /** @example ha-setup */
            key: string;
            /** @example HA Setup */
            title: string;
        };
        ItemWhen: {
            /** @example self-hosted-database */
            condition: string;
            /** @example true */
            answer: boolean;
        };
        ItemThreshold: {
            /**
             * @description `at_most` or `at_least`.
             * @example at_most
             */
            bound: string;
            /** @example 200 */
            value: string;
            /** @example ms */
            unit: string;
        };
        ActorBody: {
            /** @example mem_3kq0v9… */
            id: string;
            /**
             * @description `human`, `service`, `integration` or `system`.
             * @example human
             */
            kind: string;
            /**
             * @description The name as it was then; null where there is none or it was erased.
             * @example Ana
             */
            name: string | null;
        };
        ImportedClaimAnswer: {
            /** @description Who took it over; who ticked the box nobody knows. */
            by: components["schemas"]["ActorBody"];
            at: string;
            /**
             * @description The version whose document had the box ticked.
             * @example 1
             */
            template_version: number;
            /** @description True where the wording is another by now. */
            stale: boolean;
            position: number;
        };
        DecisionAnswer: {
            /**
             * @example checked
             * @enum {string}
             */
            status: "checked" | "failed" | "not_applicable" | "open";
            by: components["schemas"]["ActorBody"];
            at: string;
            effective_at: string;
            reason: string | null;
            position: number;
        };
        SetAsideAnswer: {
            /**
             * @description `pending` until a second person approves, `approved`, or `relaxed` where the tenant's policy asked for none.
             * @example pending
             */
            state: string;
            /** @description What a second person approves it under. */
            id: string | null;
            approved_by: string | null;
            approved_at: string | null;
        };
        PendingUpgradeAnswer: {
            /** @description What a second person approves it under: `.../set-asides/{id}/approve`. */
            id: string;
            /** @description What is less, such as `level` or `removed`. */
            kinds: string[];
        };
        EvidenceAnswer: {
            id: string;
            /** @description Null where it was erased. */
            title: string | null;
            url: string | null;
            sha256: string | null;
            media_type: string | null;
            /** @example 2025-03-03 */
            effective_on: string;
            attached_at: string;
        };
        WaiverAnswer: {
            /** @example wvr_7d2k… */
            id: string;
            /**
             * @description `requested`, `approved`, `revoked`, or `expired` by the time of the answer.
             * @example approved
             */
            state: string;
            /** @description True where it covers the item at the time of the answer. */
            in_force: boolean;
            /** @description Null where it was erased. */
            reason: string | null;
            scope: string | null;
            /** @description Key of the gate it is limited to. */
            gate: string | null;
            expires_at: string;
            requested_by: components["schemas"]["ActorBody"];
            requested_at: string;
            /** @description Position at which it was asked for. */
            position: number;
            approved_by: components["schemas"]["ActorBody"] | null;
            approved_at: string | null;
            revoked_by: components["schemas"]["ActorBody"] | null;
            revoked_at: string | null;
        };
        TicketAnswer: {
            /** @example tkt_4m1r… */
            id: string;
            /**
             * @description Id of the connection.
             * @example con_8b6v…
             */
            connection: string;
            /** @example redmine */
            system: string | null;
            /**
             * @description What people call it there; null while it is only asked for.
             * @example #12
             */
            key: string | null;
            /**
             * @description Null where it was erased, and while there is no ticket yet.
             * @example https://redmine.example.org/issues/12
             */
            url: string | null;
            /**
             * @description `requested`, `open`, `in_progress`, `done` or `rejected`.
             * @example open
             * @enum {string}
             */
            state: "done" | "in_progress" | "open" | "rejected" | "requested";
            /**
             * @description What the other system calls its state.
             * @example New
             */
            status: string | null;
            /**
             * @description Which rule asked for it (`fail`, `overdue`, `waiver_requested`); null where somebody did.
             * @example fail
             */
            rule: string | null;
            /**
             * @description What its newest change did to the item: `checked`, `proposed` or `refused`.
             * @example checked
             */
            effect: string | null;
            /** @description When its status changed there last. */
            changed_at: string | null;
            /** @description When it was over there; null while it is not, and where it was so before it was linked. */
            closed_at: string | null;
            /**
             * @description Who closed it, as the other system calls them; null where it does not say, and where that was erased.
             * @example ana
             */
            closed_by: string | null;
            requested_at: string;
        };
        ItemAnswerBody: {
            /** @example itm_0r8s… */
            id: string;
            /** @example ha-setup.test-the-restore */
            key: string;
            /** @example Test the restore */
            title: string;
            description: string | null;
            links: components["schemas"]["ItemLink"][];
            /**
             * @description `open`, `checked`, `failed`, `not_applicable` or `waived`, at the time of the answer; of a parent, as its children make it.
             * @example open
             * @enum {string}
             */
            status: "checked" | "failed" | "not_applicable" | "open" | "waived";
            /** @description Where the status comes from (`from_children`, `from_parent`, `not_chosen`, `excluded`, `summary`), and what else is so: `expired`, `overdue`, `stale`, `set_aside_pending`. */
            derived: string[];
            /** @example required */
            level: string;
            /** @example before */
            phase: string;
            section: components["schemas"]["SectionRef"];
            /**
             * @description Key of the checklist.
             * @example go-live
             */
            checklist: string;
            /** @description Key of the item above. */
            parent: string | null;
            settled_by: string | null;
            /** @description Asked only where the condition has this answer. */
            when: components["schemas"]["ItemWhen"] | null;
            /**
             * @description An attestation holds for so many days.
             * @example 90
             */
            recurs_days: number | null;
            /** @description When the attestation runs out, or ran out. */
            attested_until: string | null;
            human_only: boolean;
            /** @description `section` or `above`: follows from other items. */
            summary: string | null;
            /** @description The bound that a measured value has to keep. */
            threshold: components["schemas"]["ItemThreshold"] | null;
            /** @description Can be neither waived nor set aside. */
            invariant: boolean;
            /** @description Ids of those who are to see to it. */
            owners: string[];
            /**
             * @description The last day on which it is in time.
             * @example 2026-03-01
             */
            due_on: string | null;
            /** @description True where the source document had the box ticked: a claim, no attestation. */
            claimed: boolean;
            /** @description That claim, where it was taken over with `answers: source`; it settles nothing. */
            imported_claim: components["schemas"]["ImportedClaimAnswer"] | null;
            checked_by: components["schemas"]["ActorBody"] | null;
            checked_at: string | null;
            decision: components["schemas"]["DecisionAnswer"] | null;
            /** @description How far the newest decision sets the item aside; null where no second person is needed. */
            set_aside: components["schemas"]["SetAsideAnswer"] | null;
            /** @description What an upgrade would take from it, once a second person approves. */
            pending_upgrade: components["schemas"]["PendingUpgradeAnswer"] | null;
            measured: string | null;
            evidence: components["schemas"]["EvidenceAnswer"][];
            /** @description The waiver in force, else the newest. */
            waiver: components["schemas"]["WaiverAnswer"] | null;
            waivers: components["schemas"]["WaiverAnswer"][];
            tickets: components["schemas"]["TicketAnswer"][];
            comments: number;
            wording_hash: string;
            /** @description Number of the item's newest event; the ETag. */
            sequence: number;
        };
        ItemPage: {
            data: components["schemas"]["ItemAnswerBody"][];
            next_cursor: string | null;
        };
        EvidenceBody: {
            /**
             * @description What it shows.
             * @example Restore drill, 12 minutes
             */
            title: string;
            /**
             * Format: uri
             * @example https://ci.example.com/runs/4711
             */
            url?: string;
            sha256?: string;
            /** @example application/pdf */
            media_type?: string;
            /**
             * Format: date
             * @description The day it is of, not the day it is given.
             * @example 2025-03-03
             */
            effective_on: string;
        };
        DecisionBody: {
            /**
             * @description Why.
             * @example Restore drill passed on staging
             */
            reason?: string;
            /** @description At most 20. */
            evidence?: components["schemas"]["EvidenceBody"][];
            /**
             * Format: date-time
             * @description When it was so; never later than now. Left out: now.
             * @example 2025-03-03T10:00:00.000000Z
             */
            effective_at?: string;
            /**
             * @description A measured value, as text with its unit.
             * @example 187 ms
             */
            measured?: string;
        };
        ItemWriteAnswer: {
            resource: components["schemas"]["ItemAnswerBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        CommentBody: {
            /** @example The drill is planned for Thursday */
            text: string;
        };
        AssignBody: {
            /**
             * @description Ids of members or service accounts, at most 20; none takes it from everybody.
             * @example [
             *       "mem_3kq0v9…"
             *     ]
             */
            owners: string[];
        };
        DueBody: {
            /**
             * Format: date
             * @description The last day on which it is in time, in UTC; null takes the date away.
             * @example 2025-03-03
             */
            due_on: string | null;
        };
        AgreeBody: {
            /** @example Agreed in the review of 3 March */
            reason?: string;
        };
        WaiverBody: {
            /**
             * @description Why it can be done without.
             * @example The second region comes in March
             */
            reason: string;
            /**
             * @description What it covers, in words.
             * @example Staging only
             */
            scope?: string;
            /**
             * @description Key of the gate that it is limited to; left out: all.
             * @example payments-api
             */
            gate?: string;
            /**
             * Format: date-time
             * @description When it runs out by itself.
             * @example 2025-03-03T10:00:00.000000Z
             */
            expires_at: string;
        };
        ItemWaiverAnswer: {
            /** @example wvr_7d2k… */
            id: string;
            /**
             * @description `requested`, `approved`, `revoked`, or `expired` by the time of the answer.
             * @example approved
             */
            state: string;
            /** @description True where it covers the item at the time of the answer. */
            in_force: boolean;
            /** @description Null where it was erased. */
            reason: string | null;
            scope: string | null;
            /** @description Key of the gate it is limited to. */
            gate: string | null;
            expires_at: string;
            requested_by: components["schemas"]["ActorBody"];
            requested_at: string;
            /** @description Position at which it was asked for. */
            position: number;
            approved_by: components["schemas"]["ActorBody"] | null;
            approved_at: string | null;
            revoked_by: components["schemas"]["ActorBody"] | null;
            revoked_at: string | null;
            /**
             * @description Key of the project.
             * @example payments-api
             */
            project: string;
            /**
             * @description Key of the checklist.
             * @example go-live
             */
            checklist: string;
            /**
             * @description Key of the item.
             * @example ha-setup.test-the-restore
             */
            item: string;
            /** @description Number of the item's newest event; the ETag. */
            sequence: number;
        };
        WaiverWriteAnswer: {
            resource: components["schemas"]["ItemWaiverAnswer"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        WhyBody: {
            /** @example The second region is there */
            reason: string;
        };
        WaiverPage: {
            data: components["schemas"]["ItemWaiverAnswer"][];
            next_cursor: string | null;
        };
        BatchCommand: {
            /**
             * @description Key or id of the checklist.
             * @example go-live
             */
            checklist: string;
            /**
             * @description Key or id of the item.
             * @example ha-setup.test-the-restore
             */
            item: string;
            /**
             * @description The last part of the path of the route that does this alone.
             * @example check
             * @enum {string}
             */
            action: "assign" | "check" | "comment" | "due" | "evidence" | "fail" | "not-applicable" | "uncheck" | "waivers";
            /** @description What that route takes as its body; left out: an empty one. */
            body?: components["schemas"]["DecisionBody"] | components["schemas"]["CommentBody"] | components["schemas"]["AssignBody"] | components["schemas"]["EvidenceBody"] | components["schemas"]["DueBody"] | components["schemas"]["WaiverBody"];
            /**
             * Format: int64
             * @description The sequence that the item is to be at, as `If-Match` says it to that route.
             */
            if_match?: number;
        };
        BatchBody: {
            /**
             * @description True: all of them are recorded together, or none.
             * @default false
             */
            atomic?: boolean;
            /** @description 1 to 1,000, done in this order where they are on one item. */
            commands: components["schemas"]["BatchCommand"][];
        };
        BatchResult: {
            /**
             * @description `refused`: nothing was recorded of it, `problem` says why. `unknown`: it may have been; repeat the request.
             * @enum {string}
             */
            status: "done" | "refused" | "unknown";
            /** @description What its own route would have answered with; pointers lead into the body of the batch. */
            problem?: components["schemas"]["Problem"];
            /**
             * @description Its place in the request, from 0.
             * @example 17
             */
            index: number;
            /**
             * @description Of its last event; left out where there is none.
             * @example 42
             */
            position?: number;
        };
        BatchAnswer: {
            atomic: boolean;
            /** @example 990 */
            done: number;
            /**
             * @description How many were not done.
             * @example 10
             */
            refused: number;
            /** @description One for each command, in their order. */
            results: components["schemas"]["BatchResult"][];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        FoundItemAnswer: {
            /** @example itm_0r8s… */
            id: string;
            /** @example ha-setup.test-the-restore */
            key: string;
            /** @example Test the restore */
            title: string;
            description: string | null;
            links: components["schemas"]["ItemLink"][];
            /**
             * @description `open`, `checked`, `failed`, `not_applicable` or `waived`, at the time of the answer; of a parent, as its children make it.
             * @example open
             * @enum {string}
             */
            status: "checked" | "failed" | "not_applicable" | "open" | "waived";
            /** @description Where the status comes from (`from_children`, `from_parent`, `not_chosen`, `excluded`, `summary`), and what else is so: `expired`, `overdue`, `stale`, `set_aside_pending`. */
            derived: string[];
            /** @example required */
            level: string;
            /** @example before */
            phase: string;
            section: components["schemas"]["SectionRef"];
            /**
             * @description Key of the checklist.
             * @example go-live
             */
            checklist: string;
            /** @description Key of the item above. */
            parent: string | null;
            settled_by: string | null;
            /** @description Asked only where the condition has this answer. */
            when: components["schemas"]["ItemWhen"] | null;
            /**
             * @description An attestation holds for so many days.
             * @example 90
             */
            recurs_days: number | null;
            /** @description When the attestation runs out, or ran out. */
            attested_until: string | null;
            human_only: boolean;
            /** @description `section` or `above`: follows from other items. */
            summary: string | null;
            /** @description The bound that a measured value has to keep. */
            threshold: components["schemas"]["ItemThreshold"] | null;
            /** @description Can be neither waived nor set aside. */
            invariant: boolean;
            /** @description Ids of those who are to see to it. */
            owners: string[];
            /**
             * @description The last day on which it is in time.
             * @example 2026-03-01
             */
            due_on: string | null;
            /** @description True where the source document had the box ticked: a claim, no attestation. */
            claimed: boolean;
            /** @description That claim, where it was taken over with `answers: source`; it settles nothing. */
            imported_claim: components["schemas"]["ImportedClaimAnswer"] | null;
            checked_by: components["schemas"]["ActorBody"] | null;
            checked_at: string | null;
            decision: components["schemas"]["DecisionAnswer"] | null;
            /** @description How far the newest decision sets the item aside; null where no second person is needed. */
            set_aside: components["schemas"]["SetAsideAnswer"] | null;
            /** @description What an upgrade would take from it, once a second person approves. */
            pending_upgrade: components["schemas"]["PendingUpgradeAnswer"] | null;
            measured: string | null;
            evidence: components["schemas"]["EvidenceAnswer"][];
            /** @description The waiver in force, else the newest. */
            waiver: components["schemas"]["WaiverAnswer"] | null;
            waivers: components["schemas"]["WaiverAnswer"][];
            tickets: components["schemas"]["TicketAnswer"][];
            comments: number;
            wording_hash: string;
            /** @description Number of the item's newest event; the ETag. */
            sequence: number;
            /**
             * @description Key of the project.
             * @example payments-api
             */
            project: string;
        };
        FoundItemPage: {
            data: components["schemas"]["FoundItemAnswer"][];
            /** @description A page may be shorter than `limit` and still have another one behind it. */
            next_cursor: string | null;
        };
        GateRoleAnswer: {
            /** @example technical-lead */
            role: string;
            /** @example Technical Lead */
            title: string;
            aliases: string[];
            /** @example 1 */
            quorum: number;
            holders: string[];
        };
        GateDefinitionAnswer: {
            sections: string[] | null;
            checklists: string[] | null;
            title: string;
            /**
             * @example [
             *       "required"
             *     ]
             */
            levels: string[];
            /**
             * @example [
             *       "before",
             *       "go-live"
             *     ]
             */
            phases: string[];
            sign_offs: components["schemas"]["GateRoleAnswer"][];
            same_person: boolean;
        };
        GateActor: {
            /** @example mem_3kq0v9… */
            id: string;
            /** @example human */
            kind: string;
        };
        PendingGateAnswer: {
            /** @example 2 */
            version: number;
            definition: components["schemas"]["GateDefinitionAnswer"];
            /**
             * @description What it asks less of.
             * @example [
             *       "levels"
             *     ]
             */
            narrowed: string[];
            by: components["schemas"]["GateActor"];
        };
        GateRequest: {
            by: components["schemas"]["GateActor"];
            at: string;
        };
        GateSignature: {
            /** @example sgn_0r8s… */
            id: string;
            by: components["schemas"]["GateActor"];
            /**
             * @description `approve`, `reject` or `acknowledge`.
             * @example approve
             */
            meaning: string;
            at: string;
            position: number;
            bound_position: number;
            digest: string;
            /** @description True where there is something else now than what was signed. */
            stale: boolean;
        };
        GateRoleStanding: {
            /** @example technical-lead */
            role: string;
            /** @example Technical Lead */
            title: string;
            /** @example 1 */
            quorum: number;
            settled: boolean;
            signed: components["schemas"]["GateSignature"][];
        };
        GateAnswer: {
            /** @example gat_5v0h… */
            id: string;
            /** @example go-live */
            key: string;
            /**
             * @description 0 while no definition is in force.
             * @example 1
             */
            version: number;
            definition: components["schemas"]["GateDefinitionAnswer"] | null;
            /** @description A definition that asks less and waits for a second person. */
            pending: components["schemas"]["PendingGateAnswer"] | null;
            /** @description Who asked for the sign-offs last. */
            requested: components["schemas"]["GateRequest"] | null;
            /** @example not_ready */
            verdict: string;
            /** @description What a sign-off names. */
            digest: string;
            sign_offs: components["schemas"]["GateRoleStanding"][];
            position: number;
            sequence: number;
        };
        GatePage: {
            data: components["schemas"]["GateAnswer"][];
            next_cursor: string | null;
        };
        RoleOfGate: {
            /** @example payments-api */
            role: string;
            /**
             * @description Left out: the role.
             * @example Technical Lead
             */
            title?: string;
            /**
             * @description Other names for it, at most 10.
             * @example [
             *       "tech-lead"
             *     ]
             */
            aliases?: string[];
            /**
             * Format: int32
             * @description How many persons have to approve. Left out: 1.
             * @default 1
             * @example 1
             */
            quorum?: number;
            /** @description Ids of the members who may sign in it, at most 50. Left out: any member. */
            holders?: string[];
        };
        GateBody: {
            /**
             * @description Left out: the key.
             * @example Go-live
             */
            title?: string;
            /**
             * @description Left out: required.
             * @default [
             *       "required"
             *     ]
             */
            levels?: ("optional" | "recommended" | "required")[];
            /**
             * @description Left out: before and go-live.
             * @default [
             *       "before",
             *       "go-live"
             *     ]
             */
            phases?: ("after" | "before" | "go-live")[];
            /** @description Keys of sections; left out: all there are and will be. */
            sections?: string[];
            /** @description Keys of checklists; left out: all there are and will be. */
            checklists?: string[];
            /** @description Left out: the roles that the applied templates name. */
            sign_offs?: components["schemas"]["RoleOfGate"][];
            /** @description True: who asked for the sign-offs may approve, and one person may sign in several roles. */
            same_person?: boolean;
        };
        GateWriteAnswer: {
            resource: components["schemas"]["GateAnswer"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        AgreeToGateBody: {
            /**
             * @description The version that is agreed to. Needed where it took the place of one that waited; another one is refused.
             * @example 3
             */
            version?: number;
            /** @example Agreed in the review of 3 March */
            reason?: string;
        };
        GateReasonBody: {
            /** @example Agreed in the review of 3 March */
            reason?: string;
        };
        SignOffBody: {
            /**
             * @description The role, its title or an alias.
             * @example technical-lead
             */
            role: string;
            /** @enum {string} */
            meaning: "acknowledge" | "approve" | "reject";
            /**
             * Format: int64
             * @description `position` of the readiness that was read.
             * @example 42
             */
            position: number;
            /** @description Its `digest`. */
            digest: string;
            /** @example Seen with the team */
            comment?: string;
        };
        SignOffAnswerBody: {
            /** @example sgn_0r8s… */
            id: string;
            by: components["schemas"]["GateActor"];
            /**
             * @description `approve`, `reject` or `acknowledge`.
             * @example approve
             */
            meaning: string;
            at: string;
            position: number;
            bound_position: number;
            digest: string;
            /** @description True where there is something else now than what was signed. */
            stale: boolean;
            /** @example technical-lead */
            role: string;
            /**
             * @description Key of the gate.
             * @example go-live
             */
            gate: string;
        };
        SignOffWriteAnswer: {
            resource: components["schemas"]["SignOffAnswerBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        SignOffPage: {
            data: components["schemas"]["SignOffAnswerBody"][];
            next_cursor: string | null;
        };
        SubjectBody: {
            /** @example payments-api */
            name: string;
            /** @example sha256:9f86d081884c7d65… */
            digest: string;
            /** @example production */
            environment: string;
        };
        EvaluateBody: {
            subject: components["schemas"]["SubjectBody"];
        };
        ReceiptSubject: {
            name: string;
            digest: string;
            /** @example production */
            environment: string;
        };
        ReceiptChecklistAnswer: {
            key: string;
            template: string;
            /** @example 1 */
            template_version: number;
            content_hash: string;
        };
        ReceiptReason: {
            /** @example item_open */
            code: string;
            checklist: string | null;
            item: string | null;
            role: string | null;
        };
        RelaxedSpan: {
            /** @example 12 */
            from: number;
            /**
             * @description Null where they are still relaxed.
             * @example 40
             */
            to: number | null;
        };
        EvaluationAnswer: {
            /** @example rcp_7d2k… */
            id: string;
            project: string;
            /** @example go-live */
            gate: string;
            /** @example 1 */
            gate_version: number;
            subject: components["schemas"]["ReceiptSubject"];
            /**
             * @description `ready`, `ready_with_exceptions` or `not_ready`.
             * @example ready
             */
            verdict: string;
            /** @description SHA-256 over what was judged. */
            digest: string;
            /** @description The newest position that the verdict reflects. */
            decided_at_position: number;
            /** @description The time it is for. */
            as_of: string;
            checklists: components["schemas"]["ReceiptChecklistAnswer"][];
            /** @description The first 200. */
            reasons: components["schemas"]["ReceiptReason"][];
            /** @example 0 */
            reasons_total: number;
            /** @example required */
            four_eyes: string;
            /** @description When one person was enough since the project had something to settle, as positions. */
            four_eyes_relaxed: components["schemas"]["RelaxedSpan"][];
            /** @description The newest signed checkpoint of the log at that time, as a signed note; null where there was none. */
            checkpoint: string | null;
            by: components["schemas"]["GateActor"];
            recorded_at: string;
            /** @description Where it stands in the log. */
            position: number;
        };
        EvaluationWriteAnswer: {
            resource: components["schemas"]["EvaluationAnswer"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        EvaluationPage: {
            data: components["schemas"]["EvaluationAnswer"][];
            next_cursor: string | null;
        };
        CountsBody: {
            /** @example 39 */
            total: number;
            /**
             * @description All but those that are not applicable.
             * @example 38
             */
            applicable: number;
            /** @example 33 */
            checked: number;
            /** @example 4 */
            open: number;
            /** @example 1 */
            failed: number;
            /** @example 1 */
            not_applicable: number;
            /** @example 0 */
            waived: number;
        };
        SectionCounts: {
            /** @example 39 */
            total: number;
            /**
             * @description All but those that are not applicable.
             * @example 38
             */
            applicable: number;
            /** @example 33 */
            checked: number;
            /** @example 4 */
            open: number;
            /** @example 1 */
            failed: number;
            /** @example 1 */
            not_applicable: number;
            /** @example 0 */
            waived: number;
            /**
             * @description Key of the section.
             * @example ha-setup
             */
            section: string;
        };
        LevelCounts: {
            /** @example 39 */
            total: number;
            /**
             * @description All but those that are not applicable.
             * @example 38
             */
            applicable: number;
            /** @example 33 */
            checked: number;
            /** @example 4 */
            open: number;
            /** @example 1 */
            failed: number;
            /** @example 1 */
            not_applicable: number;
            /** @example 0 */
            waived: number;
            /** @example required */
            level: string;
        };
        PhaseCounts: {
            /** @example 39 */
            total: number;
            /**
             * @description All but those that are not applicable.
             * @example 38
             */
            applicable: number;
            /** @example 33 */
            checked: number;
            /** @example 4 */
            open: number;
            /** @example 1 */
            failed: number;
            /** @example 1 */
            not_applicable: number;
            /** @example 0 */
            waived: number;
            /** @example before */
            phase: string;
        };
        AttestedBody: {
            /** @example 30 */
            by_humans: number;
            /** @example 3 */
            by_services: number;
            /**
             * @description By one of the item's own owners.
             * @example 4
             */
            by_owners: number;
            /**
             * @description By a human within two seconds of another attestation of hers.
             * @example 0
             */
            in_bulk: number;
            /** @example 12 */
            without_evidence: number;
        };
        ReasonBody: {
            /**
             * @description `item_open`, `item_failed`, `item_expired`, `item_stale`, `set_aside_pending`, `item_waived`, `sign_off_missing`, `sign_off_rejected`, `sign_off_stale` or `nothing_to_assess`.
             * @example item_open
             */
            code: string;
            /**
             * @description Key of the item.
             * @example ha-setup.test-the-restore
             */
            item: string | null;
            /**
             * @description Key of its checklist.
             * @example go-live
             */
            checklist: string | null;
            /** @description The role that has to sign. */
            role: string | null;
            /** @example “Test the restore” in go-live is open */
            message: string;
        };
        SignerBody: {
            /** @example mem_3kq0v9… */
            id: string;
            /** @example human */
            kind: string;
        };
        RoleSignOff: {
            /** @example sgn_0r8s… */
            id: string;
            by: components["schemas"]["SignerBody"];
            /**
             * @description `approve`, `reject` or `acknowledge`.
             * @example approve
             */
            meaning: string;
            at: string;
            position: number;
            /** @description The position at which the signer read what was signed. */
            bound_position: number;
            digest: string;
            /** @description True where there is something else now than what was signed. */
            stale: boolean;
        };
        RoleBody: {
            /** @example technical-lead */
            role: string;
            /** @example Technical Lead */
            title: string;
            /**
             * @description How many persons have to approve.
             * @example 1
             */
            quorum: number;
            settled: boolean;
            signed: components["schemas"]["RoleSignOff"][];
        };
        AnsweredCondition: {
            /** @example self-hosted-database */
            condition: string;
            /** @example false */
            answer: boolean;
            /** @description False: what it excludes counts while it is required, until a second person agrees. */
            approved: boolean;
        };
        RelaxedTime: {
            /** @example 12 */
            from: number;
            /**
             * @description Null where they are still relaxed.
             * @example 40
             */
            to: number | null;
        };
        PolicyBody: {
            /**
             * @description `required` or `relaxed`.
             * @example required
             */
            four_eyes: string;
            /** @description When one person was enough since the project had something to settle: what was set aside then stands. */
            relaxed: components["schemas"]["RelaxedTime"][];
        };
        ReadinessBody: {
            /** @example payments-api */
            project: string;
            /** @example go-live */
            gate: string;
            /**
             * @description 0 for the gate that nobody has defined.
             * @example 1
             */
            gate_version: number;
            /**
             * @description `ready`, `ready_with_exceptions` or `not_ready`.
             * @example not_ready
             */
            verdict: string;
            /**
             * @description Checked over applicable; null where there is nothing to assess.
             * @example 0.8684
             */
            score: number | null;
            counts: components["schemas"]["CountsBody"];
            by_section: components["schemas"]["SectionCounts"][];
            by_level: components["schemas"]["LevelCounts"][];
            by_phase: components["schemas"]["PhaseCounts"][];
            attested: components["schemas"]["AttestedBody"];
            reasons: components["schemas"]["ReasonBody"][];
            sign_offs: components["schemas"]["RoleBody"][];
            conditions: components["schemas"]["AnsweredCondition"][];
            policy: components["schemas"]["PolicyBody"];
            /**
             * @description Position of the newest event in the answer.
             * @example 42
             */
            position: number;
            /** @description The time that was asked for; else since when nothing was recorded and nothing ran out: the answer has been this one since. */
            as_of: string;
            /** @description Until when it holds if nothing happens; null for ever. */
            valid_until: string | null;
            /** @description SHA-256 (hex) over what was judged: what a sign-off names. */
            digest: string;
        };
        TimelinePointBody: {
            at: string;
            /**
             * @description Position of the newest event of the project by then, -1 for none.
             * @example 42
             */
            position: number;
            /** @example not_ready */
            verdict: string;
            /** @example 0.8684 */
            score: number | null;
            counts: components["schemas"]["CountsBody"];
        };
        TimelineBody: {
            /** @example payments-api */
            project: string;
            /** @example go-live */
            gate: string;
            from: string;
            to: string;
            points: components["schemas"]["TimelinePointBody"][];
        };
        ForecastStepBody: {
            at: string;
            /** @example not_ready */
            verdict: string;
            /** @example 0.8684 */
            score: number | null;
            /** @description Reasons that come at that moment. */
            added: components["schemas"]["ReasonBody"][];
            /** @description Reasons that go. */
            removed: components["schemas"]["ReasonBody"][];
        };
        ForecastBody: {
            /** @example payments-api */
            project: string;
            /** @example go-live */
            gate: string;
            /**
             * @description The verdict now.
             * @example ready
             */
            verdict: string;
            as_of: string;
            /** @example 42 */
            position: number;
            /** @description When it becomes `not_ready` by itself; null where it does not, or is so already. */
            red_at: string | null;
            /** @description The first 100 moments at which something changes. */
            steps: components["schemas"]["ForecastStepBody"][];
        };
        AggregateRef: {
            /** @example item */
            type: string;
            id: string;
        };
        SubjectRef: {
            /** @example go-live */
            checklist: string | null;
            /** @example ha-setup.test-the-restore */
            item: string | null;
        };
        EventAttested: {
            /** @description By no person, but a script. */
            by_service: boolean;
            /** @description By one of the item's own owners. */
            by_owner: boolean | null;
            /** @description By a request that named several items; of a batch that is not atomic those count on which its commands were refused. */
            in_bulk: boolean | null;
        };
        EventActor: {
            /** @enum {string} */
            kind: "human" | "integration" | "service" | "system";
            id: string;
            /**
             * @description The name as it was then.
             * @example Ana
             */
            name: string | null;
        };
        EventAnswer: {
            /**
             * @example {
             *       "status": "open"
             *     }
             */
            before: {
                [key: string]: unknown;
            } | null;
            /**
             * @example {
             *       "status": "checked"
             *     }
             */
            after: {
                [key: string]: unknown;
            } | null;
            payload: {
                [key: string]: unknown;
            };
            /** @description What an erasure may delete. */
            private: {
                [key: string]: unknown;
            } | null;
            /** @example 42 */
            position: number;
            id: string;
            /** @example item.checked */
            type: string;
            /** @example 1 */
            revision: number;
            aggregate: components["schemas"]["AggregateRef"];
            /** @example 3 */
            sequence: number;
            /** @example payments-api */
            project: string | null;
            project_id: string | null;
            subject: components["schemas"]["SubjectRef"];
            /** @example Restore drill passed on staging */
            reason: string | null;
            /** @description How an item was attested; null of all other events. */
            attested: components["schemas"]["EventAttested"] | null;
            actor: components["schemas"]["EventActor"];
            credential_id: string | null;
            auth_method: string | null;
            /**
             * @description `success` or `refused`.
             * @example success
             */
            outcome: string;
            /**
             * @description RFC 3339, UTC, microseconds.
             * @example 2025-03-03T10:00:00.123456Z
             */
            created_at: string;
            /** @example api */
            origin: string;
            request_id: string | null;
            correlation_id: string;
            causation_id: string | null;
            erased: boolean;
            /** @description Position of the event that erased it; null where nothing was erased. */
            erased_by: number | null;
            /** @example Ana checked “Test the restore” (was open): Restore drill passed on staging */
            summary: string;
        };
        EventPage: {
            data: components["schemas"]["EventAnswer"][];
            next_cursor: string | null;
        };
        NamesAnswer: {
            /**
             * @example [
             *       "item.checked",
             *       "item.failed"
             *     ]
             */
            data: string[];
        };
        LogKeyBody: {
            /** @example clearance.example.org/log/default */
            origin: string;
            /** @example 0 */
            epoch: number;
            /**
             * @description Verifier key (C2SP signed-note).
             * @example clearance.example.org/log/default+3f9a1c02+AThx...
             */
            key: string;
            /** @description The public key as PEM, for openssl. */
            pem: string;
        };
        LogKeysAnswer: {
            /** @description Those that signed the newest checkpoint of each epoch; the newest key first. */
            data: components["schemas"]["LogKeyBody"][];
        };
        ConsistencyAnswer: {
            /** @example clearance.example.org/log/default */
            origin: string;
            /** @example 0 */
            epoch: number;
            /** @example 5 */
            from: number;
            /** @example 8 */
            to: number;
            /**
             * @description Base64 of 32 bytes each.
             * @example [
             *       "GFszxKXvbGzc6c4iL29PNU1hvz15RrAPl0ehs49YXEQ="
             *     ]
             */
            hashes: string[];
        };
        ProofAnswer: {
            /** @example clearance.example.org/log/default */
            origin: string;
            /** @example 0 */
            epoch: number;
            /** @example 42 */
            position: number;
            /**
             * @description Of the leaf in the tree: position minus the first position of the epoch.
             * @example 42
             */
            index: number;
            /**
             * @description Of the tree.
             * @example 57
             */
            size: number;
            /** @description The leaf (docs/leaf-format.md), base64. */
            leaf: string;
            /**
             * @description SHA-256 of a zero byte and the leaf, base64.
             * @example GFszxKXvbGzc6c4iL29PNU1hvz15RrAPl0ehs49YXEQ=
             */
            leaf_hash: string;
            /** @description From the leaf's sibling up, base64. */
            hashes: string[];
            /** @description The signed note that holds size and root. */
            checkpoint: string;
            /** @description All of it as a `.tlog-proof` (C2SP tlog-proof). */
            tlog_proof: string;
        };
        LogEpochBody: {
            /** @example 0 */
            epoch: number;
            /** @example clearance.example.org/log/default */
            origin: string;
            /** @example 0 */
            first_position: number;
            /**
             * @description Leaves in the tree.
             * @example 57
             */
            size: number;
            /**
             * @description Leaves under the newest signed checkpoint.
             * @example 57
             */
            checkpoint_size: number;
            /**
             * @description Events that no signed checkpoint covers yet.
             * @example 0
             */
            lag: number;
            /**
             * @description Age of the oldest of them.
             * @example 0
             */
            lag_seconds: number;
            sealed_at: string | null;
            /**
             * @description `sealing`, `behind` (10 s and more), `critical` (60 s and more), `halted`, `ended`.
             * @example sealing
             */
            state: string;
            /** @description Why the sealer refuses to go on, and what to do. */
            halted: string | null;
            halted_at: string | null;
        };
        AnchorBody: {
            /** @example git */
            name: string;
            /**
             * @description `directory`, `git`, `webhook`, `rfc3161`.
             * @example git
             */
            kind: string;
            /**
             * @description Of the newest checkpoint that it holds; 0 for none.
             * @example 57
             */
            size: number;
            anchored_at: string | null;
            /**
             * @description In a row; it is tried again by itself.
             * @example 0
             */
            failures: number;
            failed_at: string | null;
            error: string | null;
        };
        FindingBody: {
            /**
             * @description `missing`, `altered`, `payload`, `private_part`, `beyond_head`, `tile`, `root`, `checkpoint`.
             * @example altered
             */
            what: string;
            /**
             * @description First position it is about; null: the tree as a whole.
             * @example 42
             */
            position: number | null;
            detail: string;
        };
        SelfCheckBody: {
            /**
             * @description Tiles of 256 events that the pass under way has done.
             * @example 2
             */
            tiles_done: number;
            /** @example 3 */
            tiles: number;
            /**
             * @description Complete passes since this node started.
             * @example 1
             */
            passes: number;
            passed_at: string | null;
            /** @description What is not as it was sealed; the first 100. */
            findings: components["schemas"]["FindingBody"][];
        };
        LogStateAnswer: {
            epochs: components["schemas"]["LogEpochBody"][];
            anchors: components["schemas"]["AnchorBody"][];
            /** @description Null where another process keeps the log, or before the first tile. */
            self_check: components["schemas"]["SelfCheckBody"] | null;
        };
        BeginEpochBody: {
            /**
             * @description What happened, and why no later state could be restored.
             * @example Both disks of the database failed
             */
            reason: string;
            /** @description The newest signed checkpoint of the old epoch that is known, where this node cannot find it by itself. */
            checkpoint?: string;
        };
        LogStateWriteAnswer: {
            resource: components["schemas"]["LogStateAnswer"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        ErasureBody: {
            /**
             * @description Positions of events whose private parts are to go, 1,000 at most.
             * @example [
             *       42,
             *       43
             *     ]
             */
            positions?: number[];
            /** @description Id of an account whose profiles are to go: its name and address. */
            account?: string;
            /**
             * @description On what ground.
             * @example Request of the person concerned, 3 March
             */
            reason: string;
        };
        ErasureAnswer: {
            /**
             * @description From and to, both included.
             * @example [
             *       [
             *         42,
             *         43
             *       ]
             *     ]
             */
            ranges: number[][];
            /** @example era_0123456789abcdefghjk */
            id: string;
            /**
             * @description `requested`, `rejected` or `erased`.
             * @example requested
             */
            status: string;
            /** @example 2 */
            events: number;
            account: string | null;
            reason: string | null;
            /** @description Id of the person who asked. */
            requested_by: string;
            requested_at: string;
            decided_by: string | null;
            decided_at: string | null;
            /** @description Position of the event that erased it. */
            erased_by: number | null;
        };
        ErasureWriteAnswer: {
            resource: components["schemas"]["ErasureAnswer"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        ErasuresAnswer: {
            data: components["schemas"]["ErasureAnswer"][];
            next_cursor: string | null;
        };
        PrivacyReasonBody: {
            /** @example The case is closed */
            reason: string;
        };
        HoldBody: {
            /**
             * @description Key or id of a project; with neither this nor an account everything is held.
             * @example payments-api
             */
            project?: string;
            /** @description Id of an account: what it did, and its profiles. */
            account?: string;
            /** @example Lawsuit 12/2026 */
            reason: string;
        };
        HoldAnswer: {
            /** @example hold_0123456789abcdefghjk */
            id: string;
            /** @description Id of the project. */
            project: string | null;
            account: string | null;
            reason: string | null;
            placed_by: string;
            placed_at: string;
            released: boolean;
        };
        HoldWriteAnswer: {
            resource: components["schemas"]["HoldAnswer"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        HoldsAnswer: {
            data: components["schemas"]["HoldAnswer"][];
            next_cursor: string | null;
        };
        PersonOfTickets: {
            /**
             * @description Id, login or address of the user there.
             * @example ana@example.org
             */
            user: string;
            /**
             * @description Id of the member here.
             * @example mem_7fq20c9x4m1r8b6v5k3j
             */
            member: string;
        };
        NewConnectionBody: {
            /**
             * @description For people.
             * @example Operations Redmine
             */
            name?: string;
            /**
             * @description Where in it tickets go; the guide of each system says what it asks for.
             * @example {
             *       "project": "readiness"
             *     }
             */
            target?: {
                [key: string]: string;
            };
            /**
             * @description False: it rests, and catches up when it is true again.
             * @example true
             */
            active?: boolean;
            /**
             * @description When it asks for a ticket by itself.
             * @example [
             *       "fail"
             *     ]
             */
            rules?: ("fail" | "overdue" | "waiver_requested")[];
            /**
             * @description Keys or ids of the projects that it is for; empty: all.
             * @example [
             *       "payments-api"
             *     ]
             */
            projects?: string[];
            /**
             * @description Levels that rules look at; empty: all.
             * @example [
             *       "required"
             *     ]
             */
            levels?: ("optional" | "recommended" | "required")[];
            /**
             * @description What becomes of a ticket when its item is settled.
             * @example close
             * @enum {string}
             */
            on_settled?: "close" | "comment" | "nothing";
            /**
             * @description What becomes of it when its item is open again.
             * @example reopen
             * @enum {string}
             */
            on_reopened?: "comment" | "nothing" | "reopen";
            /**
             * @description What a ticket that is done is to its item: attested, attested where its user is a member we know, or proposed.
             * @example propose
             * @enum {string}
             */
            on_done?: "check" | "check_if_known" | "propose";
            /**
             * @description Whether reasons and comments written here are told there.
             * @example true
             */
            tell_reasons?: boolean;
            /**
             * @description States here by statuses there.
             * @example {
             *       "waiting for customer": "in_progress"
             *     }
             */
            states?: {
                [key: string]: string;
            };
            /**
             * @description The status there to put a ticket into, for `open` and `done`.
             * @example {
             *       "done": "Closed"
             *     }
             */
            status_for?: {
                [key: string]: string;
            };
            /** @description Who is who. */
            people?: components["schemas"]["PersonOfTickets"][];
            /**
             * @description Further fields of a new ticket, each a template.
             * @example {
             *       "priority": "High"
             *     }
             */
            fields?: {
                [key: string]: string;
            };
            /**
             * @description Template of a ticket's title; empty: the usual.
             * @example {{ project }}: {{ item.title }}
             */
            title?: string;
            /**
             * @description Template of its text; empty: the usual.
             * @example {{ item.description }}
             */
            text?: string;
            /** @description How a generic connection speaks to its tool: docs/ticketing/generic.md. */
            definition?: {
                [key: string]: unknown;
            };
            /**
             * @description How often changes are asked for.
             * @example 60
             */
            poll_seconds?: number;
            /** @example payments-api */
            key: string;
            /**
             * @example redmine
             * @enum {string}
             */
            system: "generic" | "github" | "jira-cloud" | "jira-data-center" | "redmine" | "rt";
            /**
             * Format: uri
             * @description Where the other system is.
             * @example https://redmine.example.org
             */
            base_url: string;
            /**
             * @description What it logs in with; kept encrypted and never shown.
             * @example 2f1c…
             */
            secret: string;
            /**
             * @description What calls from there are verified with; without it none are taken.
             * @example b3d7…
             */
            inbound_secret?: string;
        };
        ConnectionBody: {
            target: {
                [key: string]: string;
            } | null;
            states: {
                [key: string]: string;
            };
            status_for: {
                [key: string]: string;
            };
            fields: {
                [key: string]: string;
            } | null;
            definition: {
                [key: string]: unknown;
            } | null;
            /** @example con_8b6v5k3j… */
            id: string;
            /** @example ops-redmine */
            key: string;
            /** @example redmine */
            system: string;
            /**
             * @description Null, as all that names people and places, where it was erased.
             * @example Operations Redmine
             */
            name: string | null;
            /** @example https://redmine.example.org */
            base_url: string | null;
            active: boolean;
            /**
             * @example [
             *       "fail"
             *     ]
             */
            rules: string[];
            /** @description Ids; empty: all. */
            projects: string[];
            /** @description Empty: all. */
            levels: string[];
            /** @example close */
            on_settled: string;
            /** @example reopen */
            on_reopened: string;
            /** @example propose */
            on_done: string;
            tell_reasons: boolean;
            people: components["schemas"]["PersonOfTickets"][] | null;
            title: string | null;
            text: string | null;
            /** @example 60 */
            poll_seconds: number;
            /**
             * @description Where the other system sends its calls.
             * @example /v1/ticketing/inbound/con_8b6v5k3j…
             */
            inbound_path: string;
            /** @description Whether calls are taken. */
            takes_inbound: boolean;
            secrets_changed_at: string;
            created_at: string;
            changed_at: string;
            position: number;
            sequence: number;
        };
        ConnectionWriteAnswer: {
            resource: components["schemas"]["ConnectionBody"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        ConnectionHealth: {
            /**
             * @description Jobs that wait or are under way.
             * @example 0
             */
            pending: number;
            /**
             * @description Jobs that somebody has to see to.
             * @example 0
             */
            failed: number;
            /** @description When changes were asked for last. */
            polled_at: string | null;
            /** @description Time of the newest change seen there. */
            changed_at: string | null;
            /**
             * @description Polls in a row that went wrong.
             * @example 0
             */
            poll_failures: number;
            /** @description Why the newest did. */
            poll_error: string | null;
        };
        ConnectionDetails: {
            target: {
                [key: string]: string;
            } | null;
            states: {
                [key: string]: string;
            };
            status_for: {
                [key: string]: string;
            };
            fields: {
                [key: string]: string;
            } | null;
            definition: {
                [key: string]: unknown;
            } | null;
            /** @example con_8b6v5k3j… */
            id: string;
            /** @example ops-redmine */
            key: string;
            /** @example redmine */
            system: string;
            /**
             * @description Null, as all that names people and places, where it was erased.
             * @example Operations Redmine
             */
            name: string | null;
            /** @example https://redmine.example.org */
            base_url: string | null;
            active: boolean;
            /**
             * @example [
             *       "fail"
             *     ]
             */
            rules: string[];
            /** @description Ids; empty: all. */
            projects: string[];
            /** @description Empty: all. */
            levels: string[];
            /** @example close */
            on_settled: string;
            /** @example reopen */
            on_reopened: string;
            /** @example propose */
            on_done: string;
            tell_reasons: boolean;
            people: components["schemas"]["PersonOfTickets"][] | null;
            title: string | null;
            text: string | null;
            /** @example 60 */
            poll_seconds: number;
            /**
             * @description Where the other system sends its calls.
             * @example /v1/ticketing/inbound/con_8b6v5k3j…
             */
            inbound_path: string;
            /** @description Whether calls are taken. */
            takes_inbound: boolean;
            secrets_changed_at: string;
            created_at: string;
            changed_at: string;
            position: number;
            sequence: number;
            health: components["schemas"]["ConnectionHealth"];
        };
        ConnectionPage: {
            data: components["schemas"]["ConnectionDetails"][];
            next_cursor: string | null;
        };
        ConnectionChangeBody: {
            /**
             * @description For people.
             * @example Operations Redmine
             */
            name?: string;
            /**
             * @description Where in it tickets go; the guide of each system says what it asks for.
             * @example {
             *       "project": "readiness"
             *     }
             */
            target?: {
                [key: string]: string;
            };
            /**
             * @description False: it rests, and catches up when it is true again.
             * @example true
             */
            active?: boolean;
            /**
             * @description When it asks for a ticket by itself.
             * @example [
             *       "fail"
             *     ]
             */
            rules?: ("fail" | "overdue" | "waiver_requested")[];
            /**
             * @description Keys or ids of the projects that it is for; empty: all.
             * @example [
             *       "payments-api"
             *     ]
             */
            projects?: string[];
            /**
             * @description Levels that rules look at; empty: all.
             * @example [
             *       "required"
             *     ]
             */
            levels?: ("optional" | "recommended" | "required")[];
            /**
             * @description What becomes of a ticket when its item is settled.
             * @example close
             * @enum {string}
             */
            on_settled?: "close" | "comment" | "nothing";
            /**
             * @description What becomes of it when its item is open again.
             * @example reopen
             * @enum {string}
             */
            on_reopened?: "comment" | "nothing" | "reopen";
            /**
             * @description What a ticket that is done is to its item: attested, attested where its user is a member we know, or proposed.
             * @example propose
             * @enum {string}
             */
            on_done?: "check" | "check_if_known" | "propose";
            /**
             * @description Whether reasons and comments written here are told there.
             * @example true
             */
            tell_reasons?: boolean;
            /**
             * @description States here by statuses there.
             * @example {
             *       "waiting for customer": "in_progress"
             *     }
             */
            states?: {
                [key: string]: string;
            };
            /**
             * @description The status there to put a ticket into, for `open` and `done`.
             * @example {
             *       "done": "Closed"
             *     }
             */
            status_for?: {
                [key: string]: string;
            };
            /** @description Who is who. */
            people?: components["schemas"]["PersonOfTickets"][];
            /**
             * @description Further fields of a new ticket, each a template.
             * @example {
             *       "priority": "High"
             *     }
             */
            fields?: {
                [key: string]: string;
            };
            /**
             * @description Template of a ticket's title; empty: the usual.
             * @example {{ project }}: {{ item.title }}
             */
            title?: string;
            /**
             * @description Template of its text; empty: the usual.
             * @example {{ item.description }}
             */
            text?: string;
            /** @description How a generic connection speaks to its tool: docs/ticketing/generic.md. */
            definition?: {
                [key: string]: unknown;
            };
            /**
             * @description How often changes are asked for.
             * @example 60
             */
            poll_seconds?: number;
            /**
             * Format: uri
             * @description Where the other system is.
             * @example https://redmine.example.org
             */
            base_url?: string;
        };
        SecretBody: {
            /** @example 9a8b… */
            secret: string;
        };
        InboundSecretBody: {
            /**
             * @description Empty: calls are taken no more.
             * @example b3d7…
             */
            secret: string;
            /**
             * @description Whether calls that are verified with the one before are still taken, until the next change.
             * @example true
             */
            keep_old?: boolean;
        };
        RemovalBody: {
            /** @example We moved to another tracker */
            reason: string;
        };
        ConnectionTest: {
            /**
             * @description True where the other system took the login.
             * @example true
             */
            ok: boolean;
            /**
             * @description Who the connection is there, where the other system says so.
             * @example clearance
             */
            user: string | null;
            /** @example unauthorized */
            failure: string | null;
            error: string | null;
        };
        TicketFailure: {
            /** @example job_2f8x… */
            id: string;
            /**
             * @description `out` or `in`.
             * @example out
             */
            direction: string;
            /**
             * @description `create`, `tell` or `observe`.
             * @example create
             */
            kind: string;
            /** @description Id of the ticket here. */
            ticket: string | null;
            /** @description What the other system knows it by. */
            external_id: string | null;
            /** @description Id of the item. */
            item: string | null;
            /** @description Of the event that it is due to. */
            position: number | null;
            /** @example 3 */
            attempts: number;
            /** @example rejected */
            code: string | null;
            /** @description What the other system, or the connection to it, said. */
            error: string | null;
            created_at: string;
            failed_at: string;
        };
        TicketFailurePage: {
            data: components["schemas"]["TicketFailure"][];
            next_cursor: string | null;
        };
        TicketRetryAnswer: {
            /**
             * @description How many are tried again.
             * @example 1
             */
            retried: number;
        };
        InboundAnswer: {
            /**
             * @description How many tickets are looked at; 0 for a call that was taken before, or is about none.
             * @example 1
             */
            accepted: number;
        };
        NewTicketBody: {
            /**
             * @description Key or id of the connection.
             * @example ops-redmine
             */
            connection: string;
            /**
             * @description URL or key of a ticket that is there; without it one is made.
             * @example https://redmine.example.org/issues/12
             */
            ticket?: string;
        };
        ItemTicket: {
            /** @example tkt_4m1r… */
            id: string;
            /** @example con_8b6v… */
            connection: string;
            /** @example redmine */
            system: string | null;
            /**
             * @description Null while it is only asked for.
             * @example #12
             */
            key: string | null;
            /** @example https://redmine.example.org/issues/12 */
            url: string | null;
            /**
             * @description `requested`, `open`, `in_progress`, `done` or `rejected`.
             * @example requested
             */
            state: string;
            status: string | null;
            rule: string | null;
            effect: string | null;
            /** @description When its status changed there last. */
            changed_at: string | null;
            /** @description When it was over there; null while it is not, and where it was so before it was linked. */
            closed_at: string | null;
            /**
             * @description Who closed it, as the other system calls them; null where it does not say, and where that was erased.
             * @example ana
             */
            closed_by: string | null;
            requested_at: string;
        };
        TicketWriteAnswer: {
            resource: components["schemas"]["ItemTicket"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        TicketPage: {
            data: components["schemas"]["ItemTicket"][];
            next_cursor: string | null;
        };
        UnlinkBody: {
            /** @example It is about something else */
            reason?: string;
        };
        ItemTickets: {
            /**
             * @description Key of the item.
             * @example ha-setup.test-the-restore
             */
            item: string;
            tickets: components["schemas"]["ItemTicket"][];
        };
        UnlinkAnswer: {
            resource: components["schemas"]["ItemTickets"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        CreateWebhookBody: {
            /**
             * @description Keys or ids of projects; left out or empty: all, and what stands above projects.
             * @example [
             *       "payments-api"
             *     ]
             */
            projects?: string[];
            /**
             * @description Types of events, `item.*` for all of an aggregate; left out or empty: all. A type that there is not is refused.
             * @example [
             *       "item.*",
             *       "gate.evaluated"
             *     ]
             */
            types?: string[];
            /** @description Levels of items; with one named, only events of items of these levels. Left out or empty: all. */
            levels?: ("optional" | "recommended" | "required")[];
            /** @example Release channel */
            name: string;
            /**
             * Format: uri
             * @description Where events are posted to. It may hold a token: only who may change it is shown it.
             * @example https://hooks.example.org/clearance
             */
            url: string;
            /** @description What deliveries are signed with (Standard Webhooks). Left out: one is made and told once. */
            secret?: string;
            /**
             * Format: int64
             * @description Position of the first event that is wanted. Left out: what comes from now on.
             * @example 0
             */
            from?: number;
        };
        WebhookSecretRef: {
            /** @example sec_7fq20c9x4m1r8b6v5k3j */
            id: string;
            /** @description When it signs no more; null for the newest. */
            retires_at: string | null;
        };
        WebhookProgress: {
            /**
             * @description Everything up to here was delivered, or waits.
             * @example 42
             */
            position: number;
            /**
             * @description Events of the log that it has not come to yet.
             * @example 0
             */
            lag: number;
            /**
             * @description Attempts in a row that failed.
             * @example 0
             */
            failures: number;
            failing_since: string | null;
            last_success_at: string | null;
            /**
             * @description Deliveries that failed and are tried again, and those behind them.
             * @example 0
             */
            waiting: number;
            /**
             * @description Deliveries that were given up.
             * @example 0
             */
            dead: number;
        };
        WebhookActor: {
            id: string;
            kind: string;
        };
        WebhookAnswer: {
            /** @example whk_7fq20c9x4m1r8b6v5k3j */
            id: string;
            name: string;
            /**
             * @description Scheme, host and port.
             * @example https://hooks.example.org
             */
            origin: string;
            /** @description Null where the caller may not change it, and where the key that it is encrypted under is not there. */
            url: string | null;
            /**
             * @description `active`, `paused` (by somebody) or `disabled` (by Clearance).
             * @example active
             */
            status: string;
            /** @description Of `disabled`: `gone` (410) or `failing`. */
            cause: string | null;
            status_since: string;
            projects: string[];
            types: string[];
            levels: string[];
            /** @description Those that sign, newest first. */
            secrets: components["schemas"]["WebhookSecretRef"][];
            delivery: components["schemas"]["WebhookProgress"];
            created_at: string;
            created_by: components["schemas"]["WebhookActor"];
            /**
             * @description Number of its newest event; the ETag.
             * @example 1
             */
            sequence: number;
        };
        WebhookSecretAnswer: {
            resource: components["schemas"]["WebhookAnswer"];
            /** @description Null where the caller gave it, and where the request is a repetition. */
            secret: string | null;
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        WebhooksAnswer: {
            data: components["schemas"]["WebhookAnswer"][];
            next_cursor: string | null;
        };
        ChangeWebhookBody: {
            /**
             * @description Keys or ids of projects; left out or empty: all, and what stands above projects.
             * @example [
             *       "payments-api"
             *     ]
             */
            projects?: string[];
            /**
             * @description Types of events, `item.*` for all of an aggregate; left out or empty: all. A type that there is not is refused.
             * @example [
             *       "item.*",
             *       "gate.evaluated"
             *     ]
             */
            types?: string[];
            /** @description Levels of items; with one named, only events of items of these levels. Left out or empty: all. */
            levels?: ("optional" | "recommended" | "required")[];
            /** @example Release channel */
            name?: string;
            /** Format: uri */
            url?: string;
        };
        WebhookWriteAnswer: {
            resource: components["schemas"]["WebhookAnswer"];
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        WebhookDeletedAnswer: {
            /** @description Nothing is left of it but its events. */
            resource: Record<string, never> | null;
            /**
             * @description Position of the last event recorded; a read with at least this Readiness-Position has seen the write.
             * @example 42
             */
            position: number | null;
            /** @description The events recorded, in order. */
            events: components["schemas"]["WrittenEvent"][];
            /** @description Null where nothing was recorded. */
            receipt: components["schemas"]["WriteReceipt"] | null;
        };
        PauseBody: {
            /** @example The receiver is being moved */
            reason: string;
        };
        RotateSecretBody: {
            /** @description Left out: one is made and told once. */
            secret?: string;
            /**
             * Format: int32
             * @description How long the old secret signs beside the new one. Left out: 24.
             * @default 24
             * @example 24
             */
            overlap_hours?: number;
        };
        DeliveredEvent: {
            /** @example 42 */
            position: number;
            /** @description The `webhook-id`, the same at every attempt. */
            id: string;
            /** @example item.checked */
            type: string;
            aggregate: string;
        };
        SentRequest: {
            /**
             * @description The number of signatures stands for them.
             * @example {
             *       "webhook-id": "01961f0e-7c1a-7b2e-9f0a-0d3c5b7a9e11"
             *     }
             */
            headers: {
                [key: string]: string;
            };
        };
        ReceivedAnswer: {
            headers: {
                [key: string]: string;
            };
            /** @example 200 */
            status: number;
            /** @description Its first 1,024 bytes; empty where the event's private part was erased since. */
            body: string;
            /** @description Whether there was more. */
            cut: boolean;
        };
        AttemptAnswer: {
            at: string;
            /** @example 38 */
            duration_ms: number;
            request: components["schemas"]["SentRequest"];
            response: components["schemas"]["ReceivedAnswer"] | null;
            /** @example it answered 500 */
            error: string | null;
        };
        DeliveryAnswer: {
            /**
             * @description `waiting`: behind another one of its aggregate; `dead`: given up.
             * @enum {string}
             */
            state: "dead" | "delivered" | "retrying" | "waiting";
            /**
             * @description Position of the event.
             * @example 42
             */
            id: number;
            event: components["schemas"]["DeliveredEvent"];
            /**
             * @description Since it was asked for last.
             * @example 1
             */
            attempts: number;
            attempts_in_all: number;
            first_at: string;
            updated_at: string;
            /** @description When it is tried again. */
            next_at: string | null;
            /** @description Of the newest answer. */
            status: number | null;
            error: string | null;
            /** @description The newest attempts, 12 at most, oldest first. */
            log: components["schemas"]["AttemptAnswer"][];
        };
        DeliveryPage: {
            data: components["schemas"]["DeliveryAnswer"][];
            next_cursor: string | null;
        };
        DeliveryWithBody: {
            /**
             * @description `waiting`: behind another one of its aggregate; `dead`: given up.
             * @enum {string}
             */
            state: "dead" | "delivered" | "retrying" | "waiting";
            /**
             * @description Position of the event.
             * @example 42
             */
            id: number;
            event: components["schemas"]["DeliveredEvent"];
            /**
             * @description Since it was asked for last.
             * @example 1
             */
            attempts: number;
            attempts_in_all: number;
            first_at: string;
            updated_at: string;
            /** @description When it is tried again. */
            next_at: string | null;
            /** @description Of the newest answer. */
            status: number | null;
            error: string | null;
            /** @description The newest attempts, 12 at most, oldest first. */
            log: components["schemas"]["AttemptAnswer"][];
            /** @description The body as it would be sent now: without what was erased since. */
            body: string;
        };
        RedeliverBody: {
            /**
             * Format: int64
             * @description Position of the first event.
             * @example 100
             */
            from: number;
            /**
             * Format: int64
             * @description Position of the last event, included; 100,000 positions at most.
             * @example 200
             */
            to: number;
        };
        PingAnswer: {
            /** @description The `webhook-id` that was sent. */
            id: string;
            /**
             * @description Whether the receiver answered with a status from 200 to 299.
             * @example true
             */
            delivered: boolean;
            attempt: components["schemas"]["AttemptAnswer"];
        };
        Problem: {
            /**
             * Format: uri-reference
             * @description Stable for each code.
             */
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            /** @description For the person who reads it; programs go by `code`. */
            detail: string;
            /**
             * Format: uri-reference
             * @description The path asked for.
             */
            instance: string;
            /** @enum {string} */
            code: "malformed_json" | "malformed_request" | "invalid_request" | "unauthenticated" | "unverified" | "not_allowed" | "quota_exceeded" | "not_found" | "unknown_route" | "unknown_tenant" | "method_not_allowed" | "not_acceptable" | "request_timeout" | "already_exists" | "closed" | "no_change" | "not_derivable" | "concurrent_change" | "project_changed" | "request_in_flight" | "precondition_failed" | "content_too_large" | "uri_too_long" | "unsupported_media_type" | "expectation_failed" | "invalid" | "limit_reached" | "batch_refused" | "idempotency_key_reused" | "rate_limited" | "headers_too_large" | "internal_error" | "unavailable" | "outcome_unknown" | "clock_behind" | "log_behind" | "not_sealed" | "set_aside" | "not_ready";
            /** @description As in X-Request-Id and in the log of the server. */
            request_id: string;
            errors?: components["schemas"]["MemberError"][];
            /** @description With 412: what has happened since. */
            events?: Record<string, never>[];
        } & {
            [key: string]: unknown;
        };
        MemberError: {
            /** @description RFC 6901, into the body; of `in`, the name behind a slash. */
            pointer: string;
            /**
             * @description Left out for the body.
             * @enum {string}
             */
            in?: "query" | "path" | "header";
            /** @description The rule that is broken. */
            code: string;
            detail: string;
        };
    };
    responses: {
        /** @description `malformed_json`: The body is not acceptable JSON. `malformed_request`: The request is malformed. `invalid_request`: Something in the request is missing or wrong. */
        Problem400: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unauthenticated`: Who is asking?. `unverified`: The call bears no proof. */
        Problem401: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_allowed`: Not allowed. `quota_exceeded`: A quota is used up. */
        Problem403: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: Not found. `unknown_route`: No such route. `unknown_tenant`: The tenant has no log. */
        Problem404: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_acceptable`: None of the accepted formats is offered. */
        Problem406: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `request_timeout`: The request took too long to arrive. */
        Problem408: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `already_exists`: It exists already. `closed`: It is closed. `no_change`: Nothing would change. `not_derivable`: It cannot be decided by hand. `concurrent_change`: Others changed it at the same time. `project_changed`: The project changed since it was read. `request_in_flight`: The same request is still running. */
        Problem409: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `precondition_failed`: It is not in the state that was expected. */
        Problem412: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `content_too_large`: The body is too large. */
        Problem413: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `uri_too_long`: The path is too long. */
        Problem414: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported_media_type`: The body is in a format that is not read here. */
        Problem415: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `expectation_failed`: The expectation cannot be met. */
        Problem417: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid`: A rule refuses it. `limit_reached`: A limit is reached. `batch_refused`: The batch was refused as a whole. `idempotency_key_reused`: The idempotency key belongs to another request. */
        Problem422: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `rate_limited`: Too many requests. */
        Problem429: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `headers_too_large`: The headers are too large. */
        Problem431: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `internal_error`: Something went wrong here. */
        Problem500: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unavailable`: Not available just now. `outcome_unknown`: Nobody can say whether it was done. `clock_behind`: The clock is behind the log. `log_behind`: Writes wait for the log to be signed. `not_sealed`: Not sealed yet. `set_aside`: An event of it could not be taken yet. `not_ready`: Not ready. */
        Problem503: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The X-Request-Id of the request, else one made here. */
        "X-Request-Id": string;
        /** @description What is left of the quota (draft-ietf-httpapi-ratelimit-headers). */
        RateLimit: string;
        /** @description The quota, and its window in seconds. */
        "RateLimit-Policy": string;
        /** @description The origin that asked, where CLEARANCE_CORS_ORIGINS names it; left out otherwise. */
        "Access-Control-Allow-Origin": string;
        /** @description Where there is a next page: its address, as `rel="next"` (RFC 8288). */
        Link: string;
        /** @description Set where the caller has rights in single projects alone: the answer has what lies in those, and no more. */
        "Readiness-Narrowed": string;
        /** @description Seconds to wait before the next try. */
        "Retry-After": string;
    };
    pathItems: never;
}
export type HealthAnswer = components['schemas']['HealthAnswer'];
export type FailedEventCounts = components['schemas']['FailedEventCounts'];
export type RebuildDifference = components['schemas']['RebuildDifference'];
export type RebuildAnswer = components['schemas']['RebuildAnswer'];
export type ProjectionAnswer = components['schemas']['ProjectionAnswer'];
export type ProjectionsAnswer = components['schemas']['ProjectionsAnswer'];
export type RebuildBody = components['schemas']['RebuildBody'];
export type FailedEventBody = components['schemas']['FailedEventBody'];
export type FailedEventPage = components['schemas']['FailedEventPage'];
export type RetryAnswer = components['schemas']['RetryAnswer'];
export type DismissBody = components['schemas']['DismissBody'];
export type WrittenEvent = components['schemas']['WrittenEvent'];
export type OwedLeaf = components['schemas']['OwedLeaf'];
export type WriteReceipt = components['schemas']['WriteReceipt'];
export type DismissAnswer = components['schemas']['DismissAnswer'];
export type AddMemberBody = components['schemas']['AddMemberBody'];
export type ProjectRole = components['schemas']['ProjectRole'];
export type IdentityBody = components['schemas']['IdentityBody'];
export type AccessActor = components['schemas']['AccessActor'];
export type AccountBody = components['schemas']['AccountBody'];
export type AccountWriteAnswer = components['schemas']['AccountWriteAnswer'];
export type AccountPage = components['schemas']['AccountPage'];
export type GrantRoleBody = components['schemas']['GrantRoleBody'];
export type KeyBody = components['schemas']['KeyBody'];
export type KeyPage = components['schemas']['KeyPage'];
export type IssueKeyBody = components['schemas']['IssueKeyBody'];
export type IssuedKeyBody = components['schemas']['IssuedKeyBody'];
export type KeyIssueAnswer = components['schemas']['KeyIssueAnswer'];
export type KeyWriteAnswer = components['schemas']['KeyWriteAnswer'];
export type AddServiceAccountBody = components['schemas']['AddServiceAccountBody'];
export type ScopesInProject = components['schemas']['ScopesInProject'];
export type MeBody = components['schemas']['MeBody'];
export type LinesAnswer = components['schemas']['LinesAnswer'];
export type WhenBody = components['schemas']['WhenBody'];
export type ThresholdBody = components['schemas']['ThresholdBody'];
export type TemplateLinkAnswer = components['schemas']['TemplateLinkAnswer'];
export type SourceRangeAnswer = components['schemas']['SourceRangeAnswer'];
export type TemplateItemAnswer = components['schemas']['TemplateItemAnswer'];
export type TemplateSectionAnswer = components['schemas']['TemplateSectionAnswer'];
export type SignOffAnswer = components['schemas']['SignOffAnswer'];
export type ImportedTemplateAnswer = components['schemas']['ImportedTemplateAnswer'];
export type TemplateCounts = components['schemas']['TemplateCounts'];
export type DiagnosticAnswer = components['schemas']['DiagnosticAnswer'];
export type MatchAnswer = components['schemas']['MatchAnswer'];
export type ChangeAnswer = components['schemas']['ChangeAnswer'];
export type MatchesAnswer = components['schemas']['MatchesAnswer'];
export type ImportAnswer = components['schemas']['ImportAnswer'];
export type ConditionBody = components['schemas']['ConditionBody'];
export type LinkBody = components['schemas']['LinkBody'];
export type ItemBody = components['schemas']['ItemBody'];
export type SectionBody = components['schemas']['SectionBody'];
export type TemplateSignOffBody = components['schemas']['TemplateSignOffBody'];
export type TemplateBody = components['schemas']['TemplateBody'];
export type TemplateSource = components['schemas']['TemplateSource'];
export type PublisherBody = components['schemas']['PublisherBody'];
export type TemplateAnswer = components['schemas']['TemplateAnswer'];
export type TemplateWriteAnswer = components['schemas']['TemplateWriteAnswer'];
export type TemplateSummaryAnswer = components['schemas']['TemplateSummaryAnswer'];
export type TemplatePage = components['schemas']['TemplatePage'];
export type VersionBody = components['schemas']['VersionBody'];
export type TenantLimits = components['schemas']['TenantLimits'];
export type TenantBody = components['schemas']['TenantBody'];
export type TenantsAnswer = components['schemas']['TenantsAnswer'];
export type QuotaBody = components['schemas']['QuotaBody'];
export type DailyQuotaBody = components['schemas']['DailyQuotaBody'];
export type RequestQuotaBody = components['schemas']['RequestQuotaBody'];
export type UsageBody = components['schemas']['UsageBody'];
export type TenantDetailsBody = components['schemas']['TenantDetailsBody'];
export type AddTenantBody = components['schemas']['AddTenantBody'];
export type AddedTenantBody = components['schemas']['AddedTenantBody'];
export type TenantAddedAnswer = components['schemas']['TenantAddedAnswer'];
export type LimitsBody = components['schemas']['LimitsBody'];
export type TenantWriteAnswer = components['schemas']['TenantWriteAnswer'];
export type PolicySetBy = components['schemas']['PolicySetBy'];
export type FourEyesAnswer = components['schemas']['FourEyesAnswer'];
export type FourEyesBody = components['schemas']['FourEyesBody'];
export type FourEyesWriteAnswer = components['schemas']['FourEyesWriteAnswer'];
export type CreateProjectBody = components['schemas']['CreateProjectBody'];
export type CreatorBody = components['schemas']['CreatorBody'];
export type ProjectAnswerBody = components['schemas']['ProjectAnswerBody'];
export type ProjectWriteAnswer = components['schemas']['ProjectWriteAnswer'];
export type ProjectPage = components['schemas']['ProjectPage'];
export type ChangeProjectBody = components['schemas']['ChangeProjectBody'];
export type ApplyChecklistBody = components['schemas']['ApplyChecklistBody'];
export type AppliedTemplate = components['schemas']['AppliedTemplate'];
export type AppliedBy = components['schemas']['AppliedBy'];
export type ChecklistAnswerBody = components['schemas']['ChecklistAnswerBody'];
export type ChecklistWriteAnswer = components['schemas']['ChecklistWriteAnswer'];
export type ChecklistPage = components['schemas']['ChecklistPage'];
export type UpgradeBody = components['schemas']['UpgradeBody'];
export type UpgradeItem = components['schemas']['UpgradeItem'];
export type UpgradeWeakened = components['schemas']['UpgradeWeakened'];
export type UpgradeAnswer = components['schemas']['UpgradeAnswer'];
export type CloseBody = components['schemas']['CloseBody'];
export type ChecklistCloseAnswer = components['schemas']['ChecklistCloseAnswer'];
export type AnsweredBy = components['schemas']['AnsweredBy'];
export type ConditionItems = components['schemas']['ConditionItems'];
export type ConditionAnswerBody = components['schemas']['ConditionAnswerBody'];
export type ConditionPage = components['schemas']['ConditionPage'];
export type AnswerBody = components['schemas']['AnswerBody'];
export type ConditionWriteAnswer = components['schemas']['ConditionWriteAnswer'];
export type AgreeToAnswerBody = components['schemas']['AgreeToAnswerBody'];
export type ItemLink = components['schemas']['ItemLink'];
export type SectionRef = components['schemas']['SectionRef'];
export type ItemWhen = components['schemas']['ItemWhen'];
export type ItemThreshold = components['schemas']['ItemThreshold'];
export type ActorBody = components['schemas']['ActorBody'];
export type ImportedClaimAnswer = components['schemas']['ImportedClaimAnswer'];
export type DecisionAnswer = components['schemas']['DecisionAnswer'];
export type SetAsideAnswer = components['schemas']['SetAsideAnswer'];
export type PendingUpgradeAnswer = components['schemas']['PendingUpgradeAnswer'];
export type EvidenceAnswer = components['schemas']['EvidenceAnswer'];
export type WaiverAnswer = components['schemas']['WaiverAnswer'];
export type TicketAnswer = components['schemas']['TicketAnswer'];
export type ItemAnswerBody = components['schemas']['ItemAnswerBody'];
export type ItemPage = components['schemas']['ItemPage'];
export type EvidenceBody = components['schemas']['EvidenceBody'];
export type DecisionBody = components['schemas']['DecisionBody'];
export type ItemWriteAnswer = components['schemas']['ItemWriteAnswer'];
export type CommentBody = components['schemas']['CommentBody'];
export type AssignBody = components['schemas']['AssignBody'];
export type DueBody = components['schemas']['DueBody'];
export type AgreeBody = components['schemas']['AgreeBody'];
export type WaiverBody = components['schemas']['WaiverBody'];
export type ItemWaiverAnswer = components['schemas']['ItemWaiverAnswer'];
export type WaiverWriteAnswer = components['schemas']['WaiverWriteAnswer'];
export type WhyBody = components['schemas']['WhyBody'];
export type WaiverPage = components['schemas']['WaiverPage'];
export type BatchCommand = components['schemas']['BatchCommand'];
export type BatchBody = components['schemas']['BatchBody'];
export type BatchResult = components['schemas']['BatchResult'];
export type BatchAnswer = components['schemas']['BatchAnswer'];
export type FoundItemAnswer = components['schemas']['FoundItemAnswer'];
export type FoundItemPage = components['schemas']['FoundItemPage'];
export type GateRoleAnswer = components['schemas']['GateRoleAnswer'];
export type GateDefinitionAnswer = components['schemas']['GateDefinitionAnswer'];
export type GateActor = components['schemas']['GateActor'];
export type PendingGateAnswer = components['schemas']['PendingGateAnswer'];
export type GateRequest = components['schemas']['GateRequest'];
export type GateSignature = components['schemas']['GateSignature'];
export type GateRoleStanding = components['schemas']['GateRoleStanding'];
export type GateAnswer = components['schemas']['GateAnswer'];
export type GatePage = components['schemas']['GatePage'];
export type RoleOfGate = components['schemas']['RoleOfGate'];
export type GateBody = components['schemas']['GateBody'];
export type GateWriteAnswer = components['schemas']['GateWriteAnswer'];
export type AgreeToGateBody = components['schemas']['AgreeToGateBody'];
export type GateReasonBody = components['schemas']['GateReasonBody'];
export type SignOffBody = components['schemas']['SignOffBody'];
export type SignOffAnswerBody = components['schemas']['SignOffAnswerBody'];
export type SignOffWriteAnswer = components['schemas']['SignOffWriteAnswer'];
export type SignOffPage = components['schemas']['SignOffPage'];
export type SubjectBody = components['schemas']['SubjectBody'];
export type EvaluateBody = components['schemas']['EvaluateBody'];
export type ReceiptSubject = components['schemas']['ReceiptSubject'];
export type ReceiptChecklistAnswer = components['schemas']['ReceiptChecklistAnswer'];
export type ReceiptReason = components['schemas']['ReceiptReason'];
export type RelaxedSpan = components['schemas']['RelaxedSpan'];
export type EvaluationAnswer = components['schemas']['EvaluationAnswer'];
export type EvaluationWriteAnswer = components['schemas']['EvaluationWriteAnswer'];
export type EvaluationPage = components['schemas']['EvaluationPage'];
export type CountsBody = components['schemas']['CountsBody'];
export type SectionCounts = components['schemas']['SectionCounts'];
export type LevelCounts = components['schemas']['LevelCounts'];
export type PhaseCounts = components['schemas']['PhaseCounts'];
export type AttestedBody = components['schemas']['AttestedBody'];
export type ReasonBody = components['schemas']['ReasonBody'];
export type SignerBody = components['schemas']['SignerBody'];
export type RoleSignOff = components['schemas']['RoleSignOff'];
export type RoleBody = components['schemas']['RoleBody'];
export type AnsweredCondition = components['schemas']['AnsweredCondition'];
export type RelaxedTime = components['schemas']['RelaxedTime'];
export type PolicyBody = components['schemas']['PolicyBody'];
export type ReadinessBody = components['schemas']['ReadinessBody'];
export type TimelinePointBody = components['schemas']['TimelinePointBody'];
export type TimelineBody = components['schemas']['TimelineBody'];
export type ForecastStepBody = components['schemas']['ForecastStepBody'];
export type ForecastBody = components['schemas']['ForecastBody'];
export type AggregateRef = components['schemas']['AggregateRef'];
export type SubjectRef = components['schemas']['SubjectRef'];
export type EventAttested = components['schemas']['EventAttested'];
export type EventActor = components['schemas']['EventActor'];
export type EventAnswer = components['schemas']['EventAnswer'];
export type EventPage = components['schemas']['EventPage'];
export type NamesAnswer = components['schemas']['NamesAnswer'];
export type LogKeyBody = components['schemas']['LogKeyBody'];
export type LogKeysAnswer = components['schemas']['LogKeysAnswer'];
export type ConsistencyAnswer = components['schemas']['ConsistencyAnswer'];
export type ProofAnswer = components['schemas']['ProofAnswer'];
export type LogEpochBody = components['schemas']['LogEpochBody'];
export type AnchorBody = components['schemas']['AnchorBody'];
export type FindingBody = components['schemas']['FindingBody'];
export type SelfCheckBody = components['schemas']['SelfCheckBody'];
export type LogStateAnswer = components['schemas']['LogStateAnswer'];
export type BeginEpochBody = components['schemas']['BeginEpochBody'];
export type LogStateWriteAnswer = components['schemas']['LogStateWriteAnswer'];
export type ErasureBody = components['schemas']['ErasureBody'];
export type ErasureAnswer = components['schemas']['ErasureAnswer'];
export type ErasureWriteAnswer = components['schemas']['ErasureWriteAnswer'];
export type ErasuresAnswer = components['schemas']['ErasuresAnswer'];
export type PrivacyReasonBody = components['schemas']['PrivacyReasonBody'];
export type HoldBody = components['schemas']['HoldBody'];
export type HoldAnswer = components['schemas']['HoldAnswer'];
export type HoldWriteAnswer = components['schemas']['HoldWriteAnswer'];
export type HoldsAnswer = components['schemas']['HoldsAnswer'];
export type PersonOfTickets = components['schemas']['PersonOfTickets'];
export type NewConnectionBody = components['schemas']['NewConnectionBody'];
export type ConnectionBody = components['schemas']['ConnectionBody'];
export type ConnectionWriteAnswer = components['schemas']['ConnectionWriteAnswer'];
export type ConnectionHealth = components['schemas']['ConnectionHealth'];
export type ConnectionDetails = components['schemas']['ConnectionDetails'];
export type ConnectionPage = components['schemas']['ConnectionPage'];
export type ConnectionChangeBody = components['schemas']['ConnectionChangeBody'];
export type SecretBody = components['schemas']['SecretBody'];
export type InboundSecretBody = components['schemas']['InboundSecretBody'];
export type RemovalBody = components['schemas']['RemovalBody'];
export type ConnectionTest = components['schemas']['ConnectionTest'];
export type TicketFailure = components['schemas']['TicketFailure'];
export type TicketFailurePage = components['schemas']['TicketFailurePage'];
export type TicketRetryAnswer = components['schemas']['TicketRetryAnswer'];
export type InboundAnswer = components['schemas']['InboundAnswer'];
export type NewTicketBody = components['schemas']['NewTicketBody'];
export type ItemTicket = components['schemas']['ItemTicket'];
export type TicketWriteAnswer = components['schemas']['TicketWriteAnswer'];
export type TicketPage = components['schemas']['TicketPage'];
export type UnlinkBody = components['schemas']['UnlinkBody'];
export type ItemTickets = components['schemas']['ItemTickets'];
export type UnlinkAnswer = components['schemas']['UnlinkAnswer'];
export type CreateWebhookBody = components['schemas']['CreateWebhookBody'];
export type WebhookSecretRef = components['schemas']['WebhookSecretRef'];
export type WebhookProgress = components['schemas']['WebhookProgress'];
export type WebhookActor = components['schemas']['WebhookActor'];
export type WebhookAnswer = components['schemas']['WebhookAnswer'];
export type WebhookSecretAnswer = components['schemas']['WebhookSecretAnswer'];
export type WebhooksAnswer = components['schemas']['WebhooksAnswer'];
export type ChangeWebhookBody = components['schemas']['ChangeWebhookBody'];
export type WebhookWriteAnswer = components['schemas']['WebhookWriteAnswer'];
export type WebhookDeletedAnswer = components['schemas']['WebhookDeletedAnswer'];
export type PauseBody = components['schemas']['PauseBody'];
export type RotateSecretBody = components['schemas']['RotateSecretBody'];
export type DeliveredEvent = components['schemas']['DeliveredEvent'];
export type SentRequest = components['schemas']['SentRequest'];
export type ReceivedAnswer = components['schemas']['ReceivedAnswer'];
export type AttemptAnswer = components['schemas']['AttemptAnswer'];
export type DeliveryAnswer = components['schemas']['DeliveryAnswer'];
export type DeliveryPage = components['schemas']['DeliveryPage'];
export type DeliveryWithBody = components['schemas']['DeliveryWithBody'];
export type RedeliverBody = components['schemas']['RedeliverBody'];
export type PingAnswer = components['schemas']['PingAnswer'];
export type Problem = components['schemas']['Problem'];
export type MemberError = components['schemas']['MemberError'];
export type ResponseProblem400 = components['responses']['Problem400'];
export type ResponseProblem401 = components['responses']['Problem401'];
export type ResponseProblem403 = components['responses']['Problem403'];
export type ResponseProblem404 = components['responses']['Problem404'];
export type ResponseProblem406 = components['responses']['Problem406'];
export type ResponseProblem408 = components['responses']['Problem408'];
export type ResponseProblem409 = components['responses']['Problem409'];
export type ResponseProblem412 = components['responses']['Problem412'];
export type ResponseProblem413 = components['responses']['Problem413'];
export type ResponseProblem414 = components['responses']['Problem414'];
export type ResponseProblem415 = components['responses']['Problem415'];
export type ResponseProblem417 = components['responses']['Problem417'];
export type ResponseProblem422 = components['responses']['Problem422'];
export type ResponseProblem429 = components['responses']['Problem429'];
export type ResponseProblem431 = components['responses']['Problem431'];
export type ResponseProblem500 = components['responses']['Problem500'];
export type ResponseProblem503 = components['responses']['Problem503'];
export type HeaderXRequestId = components['headers']['X-Request-Id'];
export type HeaderRateLimit = components['headers']['RateLimit'];
export type HeaderRateLimitPolicy = components['headers']['RateLimit-Policy'];
export type HeaderAccessControlAllowOrigin = components['headers']['Access-Control-Allow-Origin'];
export type HeaderLink = components['headers']['Link'];
export type HeaderReadinessNarrowed = components['headers']['Readiness-Narrowed'];
export type HeaderRetryAfter = components['headers']['Retry-After'];
export type $defs = Record<string, never>;
export interface operations {
    health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    operations_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionsAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    operations_rebuild_state: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RebuildAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    operations_rebuild: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RebuildBody"];
            };
        };
        responses: {
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RebuildAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    operations_list_failed_events: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `retrying` and `given_up` where it is left out. */
                state?: ("retrying" | "given_up" | "dismissed")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailedEventPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    operations_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    operations_dismiss: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DismissAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    health_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["Problem400"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    members_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    members_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddMemberBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    members_link_identity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    members_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    members_grant_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantRoleBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    members_revoke_role: {
        parameters: {
            query?: {
                /** @description Key or id of the project it was granted in. Left out: in the whole tenant. */
                project?: string;
            };
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                role: "owner" | "admin" | "manager" | "contributor" | "approver" | "auditor" | "script";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    members_list_keys: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    members_issue_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["IssueKeyBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyIssueAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    members_get_key: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    members_revoke_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    service_accounts_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    service_accounts_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddServiceAccountBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    service_accounts_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    service_accounts_grant_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantRoleBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    service_accounts_revoke_role: {
        parameters: {
            query?: {
                /** @description Key or id of the project it was granted in. Left out: in the whole tenant. */
                project?: string;
            };
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                role: "owner" | "admin" | "manager" | "contributor" | "approver" | "auditor" | "script";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    service_accounts_list_keys: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    service_accounts_issue_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["IssueKeyBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyIssueAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    service_accounts_get_key: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    service_accounts_revoke_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    me_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    templates_import: {
        parameters: {
            query?: {
                /** @description What the template is called; its key is made of it. Left out: the document's title. */
                name?: string;
                /** @description True: nothing is recorded, the answer says what would be. */
                dry_run?: boolean;
                /** @description True: the repairs that the diagnostics propose are made. */
                repair?: boolean;
                /** @description Corrections of the matching with the version before, `new=old` with commas between. */
                map?: string;
            };
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/markdown": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description A dry run, or the same bytes again: nothing was recorded. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    templates_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    templates_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    templates_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    templates_versions: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    templates_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    templates_version: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                template: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    templates_export: {
        parameters: {
            query?: {
                /** @description Left out: the newest. */
                version?: number;
            };
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                    "text/plain": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tenants_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantsAnswer"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tenants_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddTenantBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantAddedAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tenants_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantDetailsBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tenants_issue_admin_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantAddedAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tenants_set_limits: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LimitsBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tenants_of_own: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    policies_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FourEyesAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    policies_set: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FourEyesBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FourEyesWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    projects_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    "Readiness-Narrowed": components["headers"]["Readiness-Narrowed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    projects_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProjectBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    projects_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectAnswerBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    projects_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeProjectBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    checklists_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    checklists_apply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyChecklistBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    checklists_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
            };
            header?: never;
            path: {
                project: string;
                checklist: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistAnswerBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    checklists_upgrade: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpgradeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    checklists_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistCloseAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    conditions_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConditionPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    conditions_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
            };
            header?: never;
            path: {
                project: string;
                /** @description Key of the condition. */
                condition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConditionAnswerBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    conditions_answer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                /** @description Key of the condition. */
                condition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConditionWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    conditions_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                /** @description Key of the condition. */
                condition: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AgreeToAnswerBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConditionWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
                /** @description Key or id of a checklist. */
                checklist?: string;
                /** @description Key of a section. */
                section?: string;
                status?: "open" | "checked" | "failed" | "not_applicable" | "waived";
                /** @description What else is so of it: ran out, is late, was decided on under another wording, waits for a second person. */
                derived?: "expired" | "overdue" | "stale" | "set_aside_pending";
                /** @description Id of an owner. */
                owner?: string;
                /** @description Due on a day before this one. */
                due_before?: string;
                level?: "required" | "recommended" | "optional";
                phase?: "before" | "go-live" | "after";
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
            };
            header?: never;
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemAnswerBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_check: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_uncheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_fail: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_exclude: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_comment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_evidence: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvidenceBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_assign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_due: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DueBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
                /** @description As the item shows it under `set_aside` or `pending_upgrade`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AgreeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    waivers_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiverBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaiverWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    waivers_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                project: string;
                checklist: string;
                item: string;
                waiver: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemWaiverAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    waivers_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
                waiver: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AgreeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaiverWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    waivers_revoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
                waiver: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhyBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaiverWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    waivers_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description Key or id of a project; left out: all. */
                project?: string;
                /** @description Only those in force at this time. */
                active_at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    "Readiness-Narrowed": components["headers"]["Readiness-Narrowed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaiverPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    items_find: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description Key of an item, or its id: the same wherever its template is applied. */
                item?: string;
                status?: "open" | "checked" | "failed" | "not_applicable" | "waived";
                /** @description Id of an owner. */
                owner?: string;
                /** @description Key of a ticket in its own system, such as `#12`, or the URL that it was linked with. */
                ticket?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    "Readiness-Narrowed": components["headers"]["Readiness-Narrowed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundItemPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatePage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
            };
            header?: never;
            path: {
                project: string;
                gate: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_define: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                gate: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GateBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                gate: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AgreeToGateBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                gate: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GateReasonBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_list_sign_offs: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
            };
            header?: never;
            path: {
                project: string;
                gate: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignOffPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_sign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                gate: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignOffBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignOffWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_get_sign_off: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
            };
            header?: never;
            path: {
                project: string;
                gate: string;
                sign_off: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignOffAnswerBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_list_evaluations: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                project: string;
                gate: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_evaluate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                gate: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluateBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    gates_get_evaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                gate: string;
                evaluation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    readiness_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description The state after the event at this position. */
                at_position?: number;
                /** @description The time to judge at; of the past it is what had been recorded by then. */
                as_of?: string;
                /** @description Key of a gate. */
                gate?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    readiness_timeline: {
        parameters: {
            query?: {
                /** @description Key or id of a gate. */
                gate?: string;
                /** @description Left out: when the project was created. */
                from?: string;
                /** @description Left out: now. */
                to?: string;
                /** @description How many moments, the first and the last included. Left out: 50. */
                points?: number;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    readiness_forecast: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
                /** @description Key or id of a gate. */
                gate?: string;
                /** @description How far to look; left out: as far as anything is known to run out. */
                until?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForecastBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    audit_stream: {
        parameters: {
            query?: {
                /** @description Key or id of a project. */
                project?: string;
                aggregate_type?: string;
                aggregate_id?: string;
                /** @description One or several types, with commas between. */
                type?: string;
                /** @description Id of an actor. */
                actor?: string;
                /** @description Where it came from: `api`, `cli`, `import`, `integration`, `system`. */
                origin?: "api" | "cli" | "import" | "integration" | "system";
                correlation_id?: string;
                /** @description Recorded at or after. */
                from?: string;
                /** @description Recorded before. */
                to?: string;
                /** @description Positions after this one. */
                after?: number;
                /** @description Positions before this one. */
                before?: number;
            };
            header?: {
                /** @description Position of the last event that came. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events as GET /v1/events/{position} shows them. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 42
                     *     data: {"position":42,"type":"item.checked"}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    audit_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Key or id of a project. */
                project?: string;
                aggregate_type?: string;
                aggregate_id?: string;
                /** @description One or several types, with commas between. */
                type?: string;
                /** @description Id of an actor. */
                actor?: string;
                /** @description Where it came from: `api`, `cli`, `import`, `integration`, `system`. */
                origin?: "api" | "cli" | "import" | "integration" | "system";
                correlation_id?: string;
                /** @description Recorded at or after. */
                from?: string;
                /** @description Recorded before. */
                to?: string;
                /** @description Positions after this one. */
                after?: number;
                /** @description Positions before this one. */
                before?: number;
                /** @description `desc` (newest first, the default) or `asc`. */
                order?: "asc" | "desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    "Readiness-Narrowed": components["headers"]["Readiness-Narrowed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    audit_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                position: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    audit_item_history: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    audit_project_history: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    audit_event_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamesAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    audit_aggregate_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamesAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    log_checkpoint: {
        parameters: {
            query?: {
                /** @description Which epoch of the log; the newest where it is left out. */
                epoch?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    log_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogKeysAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    log_consistency: {
        parameters: {
            query: {
                /** @description Which epoch of the log; the newest where it is left out. */
                epoch?: number;
                /** @description Size of the earlier tree. */
                from: number;
                /** @description Size of the later tree; the published one where it is left out. */
                to?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsistencyAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    log_tile: {
        parameters: {
            query?: {
                /** @description Which epoch of the log; the newest where it is left out. */
                epoch?: number;
            };
            header?: never;
            path: {
                /** @description With its slashes. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    log_export: {
        parameters: {
            query?: {
                /** @description Which epoch of the log; the newest where it is left out. */
                epoch?: number;
                /** @description Key or id of a project: only its events are disclosed, and that there are no others is proved. */
                project?: string;
                /** @description Recorded at or after. */
                from?: string;
                /** @description Recorded before. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-tar": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    log_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                position: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofAnswer"];
                    "text/plain": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    operations_get_log_state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogStateAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    operations_begin_epoch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginEpochBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogStateWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    privacy_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasuresAnswer"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    privacy_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    privacy_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    privacy_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    privacy_reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrivacyReasonBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    privacy_list_holds: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldsAnswer"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    privacy_place_hold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    privacy_get_hold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    privacy_release_hold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrivacyReasonBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConnectionBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                /** @description Key or id. */
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionDetails"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Key or id. */
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Key or id. */
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConnectionChangeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Key or id. */
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_rotate_inbound: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Key or id. */
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InboundSecretBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_test: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Key or id. */
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTest"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_failures: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Key or id. */
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketFailurePage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_retry_all: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Key or id. */
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketRetryAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Key or id. */
                connection: string;
                failure: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketRetryAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ticketing_take: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key or id. */
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tickets_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tickets_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTicketBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tickets_get: {
        parameters: {
            query?: {
                /** @description `current` (default) waits until all that was recorded before the request is in the answer; `eventual` does not. */
                consistency?: "current" | "eventual";
            };
            header?: never;
            path: {
                project: string;
                checklist: string;
                item: string;
                ticket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemTicket"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    tickets_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                project: string;
                checklist: string;
                item: string;
                ticket: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UnlinkBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnlinkAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_list: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhooksAnswer"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecretAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeletedAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeWebhookBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_pause: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the decision was made on; another newest one is a 412 with the events since. */
                "If-Match"?: string;
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateSecretBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecretAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_list_deliveries: {
        parameters: {
            query?: {
                /** @description Rows in a page; 100 where it is left out. CSV and NDJSON stream all rows without it. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                state?: "delivered" | "retrying" | "waiting" | "dead";
                /** @description Deliveries of events before this position. */
                before?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_get_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                position: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryWithBody"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_redeliver: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                position: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_redeliver_range: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeliverBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    webhooks_ping: {
        parameters: {
            query?: never;
            header?: {
                /** @description Bare or quoted, 1 to 255 visible characters. Kept for 24 h: the same request is done once. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PingAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            414: components["responses"]["Problem414"];
            417: components["responses"]["Problem417"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
}
