'use strict';

// Typeset the elements marked `tex`, in slices so that the page stays responsive; clauses get
// displayed fractions and limits. `data-typeset` on the root tells when all is done.
(() => {
  const root = document.documentElement;
  const waiting = [...document.querySelectorAll('.tex')];
  const options = {
    delimiters: [
      {left: '$$', right: '$$', display: true},
      {left: '$', right: '$', display: false},
    ],
    throwOnError: false,
    errorColor: 'var(--bad)',
  };
  const typeset = (element) => {
    const displayed = element.classList.contains('formula');
    const preProcess = displayed ? (math) => '\\displaystyle ' + math : undefined;
    renderMathInElement(element, {...options, preProcess});
  };
  const target = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const slice = () => {
    const end = performance.now() + 30;
    while (waiting.length > 0 && performance.now() < end) typeset(waiting.shift());
    if (waiting.length > 0) return void setTimeout(slice);
    root.dataset.typeset = 'done';
    // Formulas have moved what the address points to.
    target()?.scrollIntoView();
  };
  addEventListener('beforeprint', () => waiting.splice(0).forEach(typeset));
  slice();
})();

// The filter: free text, verdicts, and "not as expected" only.
(() => {
  const form = document.querySelector('.filter');
  if (!form) return;
  const find = document.getElementById('find');
  const shown = document.getElementById('shown');
  const choices = [...form.querySelectorAll('input[type=checkbox]')];
  const claims = [...document.querySelectorAll('article.claim')].map((article) => ({
    article,
    row: document.querySelector(`[data-claim="${CSS.escape(article.id)}"]`),
    words: [article.id, article.querySelector('h3').textContent].join(' ').toLowerCase(),
  }));
  const apply = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = choices.filter((c) => c.checked && c.value !== 'unexpected');
    const unexpected = choices.some((c) => c.checked && c.value === 'unexpected');
    let count = 0;
    for (const {article, row, words: own} of claims) {
      const {verdict, expected} = article.dataset;
      const fits = words.every((word) => own.includes(word)) &&
          (verdicts.length === 0 || verdicts.some((c) => c.value === verdict)) &&
          !(unexpected && expected === 'yes');
      article.hidden = row.hidden = !fits;
      count += fits;
    }
    for (const group of document.querySelectorAll('section.paper, table.index tbody')) {
      group.hidden = !group.querySelector('article:not([hidden]), tr[data-claim]:not([hidden])');
    }
    shown.textContent = count === claims.length ? '' : `${count} of ${claims.length} claims shown`;
  };
  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  // A link to a hidden claim shows it.
  addEventListener('hashchange', () => {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!wanted?.closest('[hidden]')) return;
    form.reset();
    apply();
    wanted.scrollIntoView();
  });
})();
