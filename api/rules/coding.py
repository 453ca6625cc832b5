"""How the words of an instrument become a level: rules and worked examples, so that two people code alike."""

from __future__ import annotations

from dataclasses import dataclass

from api.rules.term import Term
from api.rules.vocabulary import Dimension

CODING_RULES = (
    Term("own_officers", "Own officers only", "Only what an instrument says of the body's own officers, staff, jail or property is coded; what a state law obliges them to is coded at the law."),
    Term("silence", "Silence is no code", "Only dimensions that the words speak of get a level; level 0 needs words that leave the matter open, an inventory that claims to be complete, or a search of the whole code."),
    Term("whole_text", "Not from a headline", "What a title says and its text does not carries nothing."),
    Term("savings", "Savings change nothing", "“Except as required by law”, “consistent with 8 USC 1373”, “unless a benefit that is asked for depends on it” and the like leave the level as it is."),
    Term("solely", "“Solely” is the whole rule", "A rule that bars acting solely on a civil detainer or an administrative warrant bars all of it, for such a paper is all there is."),
    Term("exceptions_for_people", "Exceptions for people", "A rule that lets officers act for listed convictions, charges or listings is -1, however short the list."),
    Term("exceptions_for_papers", "Exceptions for papers", "An exception for a judge's warrant or order leaves -2; where probable cause or another paper is enough, it is a condition: -1."),
    Term("ice_warrant", "The warrant that comes with every detainer", "Since 2017-04-02 ICE sends an administrative warrant with each detainer (ICE Policy 10074.2). A rule that asks for just that limits nothing from then on: +1; before, it was a condition: -1."),
    Term("as_far_as_law", "As far as the law allows", "An office that says that it does all that state law lets it is coded as if the law were silent; one that is only told to act within the law's list is coded as that list."),
    Term("discretion", "Discretion", "“May”, “case by case” and conditions of the office, such as “only when operationally feasible”, leave the matter open: 0. A supervisor who must approve any contact is a limit: -1."),
    Term("duty_words", "Duty and practice", "“Shall”, “must” and “will honour” in a written rule are +2 where they oblige; “may”, “on request” and what is told as done are +1."),
    Term("urging", "What only urges", "A resolution that directs staff or states a rule is coded; one that urges, supports, opposes or declares weighs nothing."),
    Term("who_decides", "Who decides", "What is said by a body that does not decide is stored and marked so: a county board on a sheriff's jail, a mayor on an elected sheriff."),
    Term("acts_not_values", "Acts, not values", "A statement codes only what it says of an act: asking, holding, telling, admitting, letting beds, signing. “We do not do immigration enforcement” codes nothing."),
)


@dataclass(frozen=True, slots=True)
class Example:
    """Words as an instrument might have them, the dimension they speak of, the level they are coded as (None: not coded), and the rule that says so."""

    words: str
    dimension: Dimension
    level: int | None
    rule: str


CODING_EXAMPLES = (
    Example("shall not detain solely on the basis of a civil immigration detainer", Dimension.DETAINERS, -2, "solely"),
    Example("no hold without a warrant signed by a judge", Dimension.DETAINERS, -2, "exceptions_for_papers"),
    Example("holds only with a detainer and a signed ICE warrant (a rule of 2014)", Dimension.DETAINERS, -1, "ice_warrant"),
    Example("detainers are honoured if the ICE warrant comes with them (a rule of 2025)", Dimension.DETAINERS, 1, "ice_warrant"),
    Example("honoured only for people convicted of a violent felony", Dimension.DETAINERS, -1, "exceptions_for_people"),
    Example("officers may wait for ICE only when operationally feasible", Dimension.DETAINERS, 0, "discretion"),
    Example("the sheriff says that people are held up to 48 hours for ICE", Dimension.DETAINERS, 1, "duty_words"),
    Example("the jail shall honour every detainer", Dimension.DETAINERS, 2, "duty_words"),
    Example("state law requires our jail to honour detainers", Dimension.DETAINERS, None, "own_officers"),
    Example("no department may enter an agreement under 8 USC 1357(g)", Dimension.AGREEMENT, -2, "own_officers"),
    Example("the council voted against joining the program", Dimension.AGREEMENT, -1, "own_officers"),
    Example("the council opposes the program and urges the sheriff to leave it", Dimension.AGREEMENT, None, "urging"),
    Example("release dates are given to ICE only for listed convictions", Dimension.NOTICE, -1, "exceptions_for_people"),
    Example("we tell ICE of releases to the fullest extent that state law allows", Dimension.NOTICE, 1, "as_far_as_law"),
    Example("ICE is called before a person with a detainer is released, the jail says", Dimension.NOTICE, 1, "duty_words"),
    Example("staff must tell ICE 48 hours before a release", Dimension.NOTICE, 2, "duty_words"),
    Example("no interview by ICE without a court order", Dimension.ACCESS, -2, "exceptions_for_papers"),
    Example("an interview only after the person has signed a consent form", Dimension.ACCESS, -1, "exceptions_for_people"),
    Example("ICE officers may come into the jail at any time", Dimension.ACCESS, 1, "duty_words"),
    Example("no personal information to immigration authorities except as required by law", Dimension.SHARING, -2, "savings"),
    Example("a sergeant has to approve before an officer contacts ICE", Dimension.SHARING, -1, "discretion"),
    Example("an officer may contact ICE and need not", Dimension.SHARING, 0, "discretion"),
    Example("officers shall report to ICE whoever they know to be unlawfully present", Dimension.SHARING, 2, "duty_words"),
    Example("officers do not ask about immigration status", Dimension.INQUIRIES, -2, "savings"),
    Example("no questions about status unless eligibility for a benefit or the law requires them", Dimension.INQUIRIES, -2, "savings"),
    Example("victims and witnesses are not asked; others may be", Dimension.INQUIRIES, -1, "exceptions_for_people"),
    Example("everyone who is booked is asked for citizenship, the jail says", Dimension.INQUIRIES, 1, "duty_words"),
    Example("the county may not let beds for civil immigration detention", Dimension.CONTRACTS, -2, "own_officers"),
    Example("the board let the contract run out", Dimension.CONTRACTS, -1, "own_officers"),
    Example("non-public areas of city buildings only with a judge's warrant", Dimension.COURTHOUSE, -2, "exceptions_for_papers"),
    Example("city lots are not to be staging areas for civil immigration enforcement", Dimension.COURTHOUSE, -1, "own_officers"),
    Example("this is a welcoming city for all", Dimension.INQUIRIES, None, "acts_not_values"),
)
