"""What is sent away first when more is asked than can be done, so that bringing a matter always works.

`classes` says of what kind a request is, `gate` who may go on, wait, or is sent away, `hall` gives each web process doors and
places, `away` is the answer to those sent away, `record` counts them.
"""
