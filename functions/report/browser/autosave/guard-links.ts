/** Does this click leave the page, in this window, by a link of this site? */
function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.origin !== location.origin || link.target !== '' || link.download !== '')
    return undefined;
  const stays = link.hash !== '' && link.pathname + link.search === location.pathname + location.search;
  return stays || link.hasAttribute('download') ? undefined : link;
}

/**
 * Follows a link of the page only after what was typed is saved: the page that it leads to may show the report, or
 * lead back to it.
 */
export function guardLinks(mustSave: () => boolean, save: () => Promise<boolean>): void {
  let going = false;
  document.addEventListener('click', async (event) => {
    const link = linkOf(event);
    if (!link || (!going && !mustSave())) return;
    event.preventDefault();
    if (going) return;
    going = true;
    if (await save()) location.assign(link.href);
    going = false;
  });
}
