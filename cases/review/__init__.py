"""案卷评查：按机关和层次随机抽取案卷，两人分别评分，一票否决，异议与复核，公布结果（《行政执法监督条例》第十八条）。

Case-file review. How the pieces fit:

    items.py      what a reviewer asks of a file beyond the rules: judgement items, one-vote-fail items (declarations; add yours there)
    strata.py     by kind and heaviness: what a file is drawn as
    scoring.py    points, cap, total, grade, when a third reviewer decides (pure)
    lifecycles.py a round's and a file's way
    drawing.py    the draw: population, seed, digests, and the proof that it was drawn so
    rounds.py     services of a round: plan, assign, tell, publish, cancel
    sheets.py     services of a sheet: begin (pre-filled from the rules' results), save, submit
    objecting.py  services of an agency's objection and its re-review
    selectors.py  forms.py  exports.py  views/

A rule's result only pre-fills the sheet; a person decides (条例 §28 “查明的”). Two reviewers work apart: neither the page nor the database
shows one of them the other's sheet before both are in. Nothing here reads a clock: `today` is always given.
"""
