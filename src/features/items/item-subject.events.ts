/** What every event of an item says of the item, so that it can be read without anything else. */
export type ItemSubject = {
  project_key: string;
  checklist_key: string;
  item_key: string;
  title: string;
  /** SHA-256 of the wording that was in front of whoever acted. */
  wording_hash: string;
};
