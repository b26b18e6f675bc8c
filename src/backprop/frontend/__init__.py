"""The scripts and the style of the explorables, without the widgets.

What builds the pages needs the texts alone, and starts sooner for not
importing what draws figures.
"""
