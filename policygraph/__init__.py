"""The face of policygraph: the command line, and the pipeline that joins the stages.

The only place where loaders and graph meet. Nothing imports this package.
"""
