"""Signing in. Every way in proves who the person is and ends in `doorway.let_in`, so in an `Actor`.

A new way (an identity provider, a card behind a proxy) is an `adapters.Adapter`: a blueprint with
its own pages, which calls `let_in(user_id, method)` when it knows who the person is.
"""
