"""Returns (报表) to the superior bureau: periods, indicators, figures, and what stands behind each.

`period` says which days, `indicators` what is counted, `figures` counts it. A figure is never stored
without what it was counted from (`figures.Extract`), so that every number can name its cases.
"""
