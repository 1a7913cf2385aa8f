"""Learning from judged pairs: a ranking model that grades as the offices do that judged them."""
