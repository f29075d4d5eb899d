"""行级隔离：数据库自己再问一遍“这一行归不归您看”。

The second layer under every page (design §7). Each table that carries an agency or a region has FORCE ROW LEVEL SECURITY; a row is
there only for a transaction that holds a claim to it. How the pieces fit:

    claim.py      what a transaction may see (a `Claim`), and its signed form, bound to one database connection
    holding.py    puts a claim in force: `holding(claim)` for a request, `acting_as_system("why")` for the platform itself
    policies.py   which rows of a table a claim opens; each model declares its own in `row_policy`
    functions.py  the database's side: checks the signature, hands the claim's parts to the policies
    install.py    brings functions, policies and grants up to date after every `migrate`
    checks.py     a table without a declared policy does not start

The web and the worker connect as a role that owns nothing and knows neither the key nor a way around it: whoever finds an SQL
injection in a page still reads that person's rows only. No claim, no rows.
"""
