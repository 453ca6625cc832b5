EDITABLE = frozenset({"source","jurisdiction","alias","custody","agency","agreement","state_law","policy","designation","federal_action","decision","dispute"})
