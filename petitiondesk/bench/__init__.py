"""The benchmark (基准测试): every budget of the desk beside its bare floor, measured in the same run.

A row is an action of the clerk and a floor: the least that any program would have to do for it. Both
are measured in turn, on registries made by ``fill``, in the real window drawn into memory. What is
reported is the ratio of the two, so that a slow or busy machine changes little. `row` says what a
row is, `runner` how it is measured, `report` how it is written down; ``rows_*`` are the rows;
`session` is a clerk's session with a heartbeat that finds where the window stood still.
"""
