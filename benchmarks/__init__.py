"""What Ledstång is measured at, side by side with the best of others: `python -m benchmarks`."""
