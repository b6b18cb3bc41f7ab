"""Interactive figures: a pure model of what is shown beside a thin view with sliders."""

from chainrule.explore.activation_view import ActivationExplorer, activations
from chainrule.explore.notebook import pairs_in

__all__ = ["ActivationExplorer", "activations", "pairs_in"]
