"""The superusers' pages under ``/help/redigera``; they know neither users nor sign-in."""
