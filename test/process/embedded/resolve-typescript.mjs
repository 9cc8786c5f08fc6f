import { registerHooks } from 'node:module';

// Node runs TypeScript as it is, but looks for the .js files that imports name.
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && !context.parentURL?.includes('/node_modules/');
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
