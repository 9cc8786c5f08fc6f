import { expect } from 'vitest';
import type { Scene } from './scene.js';

/** All rows of a list, read page by page along the Link headers, which agree with `next_cursor`. */
export async function allPages(scene: Scene, path: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  let next: string | null = path;
  while (next !== null) next = await readPage(scene, next, rows);
  return rows;
}

async function readPage(scene: Scene, path: string, rows: unknown[]): Promise<string | null> {
  const { body, headers } = await scene.admin.get(path).expect(200);
  rows.push(...body.data);
  const next = /^<([^>]+)>; rel="next"$/.exec(headers['link'] ?? '')?.[1] ?? null;
  expect(next === null ? null : new URL(next, 'http://x').searchParams.get('cursor')).toBe(body.next_cursor);
  return next;
}
