"""The planning core: what may be done, what is due by which paragraph, what is next, and why not.

Plain Python without web, SQL, files, clock or network. Time, ids and users are arguments;
the same events always give the same case.
"""
