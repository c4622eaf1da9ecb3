"""The gradient audit: what is wrong with somebody else's gradient, and which mistake it is.

`auditing` asks the questions in order; read it first. `subject`, `given`, `behaviour` and `form`
deal with the audited functions, with what they take and what they return. `numeric` finds what the
gradient must be, `compared` holds that beside what was given, and `case` is what is known so far.
`patterns` and `network` look for the mistake; `quantity`, `linear_fit` and `mixture` recognise
numbers for both. `codes` names the mistakes, `explanations` says what each is, `outcome` is the
answer.
"""
