/** What is so of the language itself. */
export const locale = {
  language: 'en' as 'en' | 'zh',
  /** For a page's lang attribute. */
  tag: 'en',
};
