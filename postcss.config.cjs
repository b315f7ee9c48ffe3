const SCHEME = /\[data-mantine-color-scheme=["']?(dark|light)["']?\]/;

/** Every rule for the dark (or light) scheme also holds where the page says `auto` and the device is dark (or light): no script, no flash. */
const autoScheme = {
  postcssPlugin: 'auto-scheme',
  OnceExit(root, { AtRule }) {
    root.walkRules(SCHEME, (rule) => {
      if (rule.parent.type === 'atrule' && /prefers-color-scheme/.test(rule.parent.params)) return;
      const selectors = rule.selectors.filter((selector) => SCHEME.test(selector));
      const scheme = SCHEME.exec(selectors[0])[1];
      const media = new AtRule({ name: 'media', params: `(prefers-color-scheme: ${scheme})` });
      media.append(rule.clone({ selectors: selectors.map((selector) => selector.replace(SCHEME, '[data-mantine-color-scheme="auto"]')) }));
      rule.after(media);
    });
  },
};

module.exports = {
  plugins: [
    require('postcss-preset-mantine')(),
    require('postcss-simple-vars')({
      variables: {
        'mantine-breakpoint-xs': '36em',
        'mantine-breakpoint-sm': '48em',
        'mantine-breakpoint-md': '56.25em',
        'mantine-breakpoint-lg': '75em',
        'mantine-breakpoint-xl': '88em',
      },
    }),
    autoScheme,
  ],
};
