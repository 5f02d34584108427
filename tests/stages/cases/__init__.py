"""One case per action: cases/<stage>.py has CASES = {"leave.approve": make} where
make(world, rows) gives (function, args, kwargs) that succeeds once; `by` and `today` included."""
