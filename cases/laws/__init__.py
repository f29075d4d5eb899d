"""法规库：规则和文书所依据的法规、条文，何时起至何时止，谁依据它。

`places.py` reads the place of a citation (第六十四条、第八十条) as article numbers; `citations.py` collects who cites what, from the rules
and from what the apps above register; `texts.py` reads an official text; `seed.py` puts `cases/data/laws.json` into the tables.
Which versions of an article a citation rests on is answered by `cases.selectors.laws`.
"""
