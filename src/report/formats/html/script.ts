/** What the page does beyond being read: panel, filters, lit ways, keys. Plain code for browsers, and no name of the audited repository in it. */
export const script = String.raw`'use strict';
(() => {
  const find = (query, root = document) => root.querySelector(query);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  document.documentElement.classList.add('js');
  const panel = find('#panel');
  const body = find('#panel-body');
  const drawing = find('#drawing');
  const lightOff = find('#light-off');
  let chosen = null;

  const words = (element, name) => (element.dataset[name] || '').split(' ').filter((word) => word !== '');

  function light(article) {
    const surface = article.dataset.surface;
    const places = new Set(words(article, 'places'));
    if (!drawing) return;
    let first = null;
    for (const part of all('.n, .e', drawing)) {
      const on = words(part, 's').includes(surface);
      part.classList.toggle('on', on);
      part.classList.toggle('hot', on && words(part, 'p').some((place) => places.has(place)));
      if (on && part.classList.contains('n') && !part.classList.contains('source') && !first) first = part;
    }
    drawing.classList.add('lit');
    lightOff.hidden = false;
    find('#lit-for').textContent = find('h3', article).textContent;
    const frame = drawing.parentElement;
    const hot = find('.n.hot', drawing) || first;
    if (hot) {
      const at = hot.getBoundingClientRect();
      const box = frame.getBoundingClientRect();
      frame.scrollLeft += at.left - box.left - box.width / 2 + at.width / 2;
      frame.scrollTop += at.top - box.top - box.height / 2 + at.height / 2;
    }
  }

  function lightNone() {
    for (const part of all('.on, .hot', drawing)) part.classList.remove('on', 'hot');
    drawing.classList.remove('lit');
    lightOff.hidden = true;
    find('#lit-for').textContent = '';
  }

  function open(link) {
    const article = document.getElementById(link.hash.slice(1));
    if (!article) return;
    if (chosen) chosen.removeAttribute('aria-current');
    chosen = link;
    link.setAttribute('aria-current', 'true');
    body.replaceChildren(...[...article.children].map((child) => child.cloneNode(true)));
    panel.hidden = false;
    document.documentElement.classList.add('paneled');
    panel.scrollTop = 0;
    link.closest('tr').scrollIntoView({ block: 'nearest' });
    panel.focus({ preventScroll: true });
    light(article);
    history.replaceState(null, '', link.hash);
  }

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    document.documentElement.classList.remove('paneled');
    if (chosen) {
      chosen.removeAttribute('aria-current');
      chosen.focus();
    }
    history.replaceState(null, '', '#matrix');
  }

  const table = find('#matrix-table');
  if (table) {
    table.addEventListener('click', (event) => {
      const link = event.target.closest('a.cell');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(link);
    });
    table.addEventListener('keydown', (event) => {
      const link = event.target.closest('a.cell');
      if (!link) return;
      const rows = all('tbody tr', table).filter((row) => !row.hidden).map((row) => all('a.cell', row));
      const y = rows.findIndex((row) => row.includes(link));
      const x = rows[y].indexOf(link);
      const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      if (!step) return;
      const next = (rows[y + step[0]] || [])[x + step[1]];
      event.preventDefault();
      if (next) next.focus();
    });
  }
  find('#panel-close').addEventListener('click', close);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  for (const link of all('a[href^="#s-"]'))
    link.addEventListener('click', () => {
      const part = document.getElementById(link.getAttribute('href').slice(1));
      if (part) part.open = true;
    });

  if (drawing) {
    lightOff.addEventListener('click', lightNone);
    find('#zoom-fit').addEventListener('click', (event) => {
      const on = drawing.classList.toggle('fit');
      event.target.setAttribute('aria-pressed', String(on));
    });
  }

  const form = find('#filters');
  if (form) {
    form.hidden = false;
    const apply = () => {
      const data = new FormData(form);
      const severities = data.getAll('severity');
      const surface = data.get('surface');
      const state = data.get('state');
      const text = data.get('words').trim().toLowerCase();
      for (const group of all('.group')) {
        let shown = 0;
        for (const finding of all('.finding', group)) {
          const { severity, surface: of, state: is } = finding.dataset;
          const fits =
            severities.includes(severity) &&
            (surface === '' || of === surface) &&
            (state === '' || is === state) &&
            (text === '' || finding.textContent.toLowerCase().includes(text));
          finding.hidden = !fits;
          if (fits) shown++;
        }
        find('.count', group).textContent = String(shown);
        group.classList.toggle('empty', shown === 0);
      }
      for (const row of all('#matrix-table tbody tr')) row.hidden = surface !== '' && row.dataset.surface !== surface;
      for (const part of all('.chain')) part.hidden = surface !== '' && part.dataset.surface !== surface;
    };
    form.addEventListener('input', apply);
    form.addEventListener('reset', () => setTimeout(apply));
    form.addEventListener('submit', (event) => event.preventDefault());
  }

  let folded = [];
  addEventListener('beforeprint', () => {
    for (const one of all('details:not([open])')) {
      folded.push(one);
      one.open = true;
    }
  });
  addEventListener('afterprint', () => {
    for (const one of folded) one.open = false;
    folded = [];
  });

  const start = table && all('a.cell', table).find((link) => link.hash === location.hash);
  if (start) open(start);
})();
`;
