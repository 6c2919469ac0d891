"""One file per step; its number comes first in the name."""
