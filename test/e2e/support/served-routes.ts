import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const LINE = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/;

/** Every route that the application's router knows, as `GET /v1/projects/:project`; HEAD goes with GET and is left out. */
export function servedRoutes(app: NestFastifyApplication): string[] {
  const tree = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: true });
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', path = '', methods = ''] = LINE.exec(line) ?? [];
    const depth = indent.length / 4;
    above.splice(depth, above.length, path);
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${above.join('')}`);
  });
}
