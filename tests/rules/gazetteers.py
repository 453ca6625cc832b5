"""A small list of governments with every lookalike that has misled somebody."""

from __future__ import annotations

from api.rules.gazetteer import Body, Gazetteer, Layer


def state(geoid: str, usps: str, name: str) -> Body:
    """A state."""
    return Body(geoid=geoid, layer=Layer.STATE, state=usps, name=name, legal_name=name, slug=name.lower())


def county(geoid: str, usps: str, name: str, *, canonical: str = "") -> Body:
    """A county, parish, borough or independent city."""
    slug = f"{name.lower().replace(' ', '-')}-{usps.lower()}"
    return Body(geoid=geoid, layer=Layer.COUNTY, state=usps, name=name, legal_name=name, slug=slug, canonical=canonical)


def place(geoid: str, usps: str, name: str, form: str, *counties: str) -> Body:
    """A city, town, village or borough."""
    return Body(
        geoid=geoid,
        layer=Layer.PLACE,
        state=usps,
        name=name,
        legal_name=f"{name} {form}",
        slug=f"{name.lower().replace(' ', '-')}-{usps.lower()}",
        counties=frozenset(counties),
    )


def town(geoid: str, usps: str, name: str, form: str) -> Body:
    """A township or a town that is a county subdivision."""
    return Body(
        geoid=geoid,
        layer=Layer.SUBDIVISION,
        state=usps,
        name=name,
        legal_name=f"{name} {form}",
        slug=f"{name.lower().replace(' ', '-')}-{form}-{geoid}-{usps.lower()}",
        counties=frozenset({geoid[:5]}),
    )


BODIES = (
    state("48", "TX", "Texas"),
    state("12", "FL", "Florida"),
    state("42", "PA", "Pennsylvania"),
    state("51", "VA", "Virginia"),
    state("54", "WV", "West Virginia"),
    state("05", "AR", "Arkansas"),
    state("02", "AK", "Alaska"),
    county("48015", "TX", "Austin County"),
    county("48453", "TX", "Travis County"),
    county("48029", "TX", "Bexar County"),
    county("48113", "TX", "Dallas County"),
    county("48369", "TX", "Parmer County"),
    county("48505", "TX", "Zapata County"),
    county("48501", "TX", "Yoakum County"),
    county("48123", "TX", "DeWitt County"),
    county("48285", "TX", "Lavaca County"),
    place("4805000", "TX", "Austin", "city", "48453"),
    place("4819000", "TX", "Dallas", "city", "48113"),
    place("4880560", "TX", "Yoakum", "city", "48123", "48285"),
    county("13223", "GA", "Paulding County"),
    place("1321324", "GA", "Dallas", "city", "13223"),
    county("51159", "VA", "Richmond County"),
    county("51760", "VA", "Richmond city", canonical="5167000"),
    county("51117", "VA", "Mecklenburg County"),
    county("51670", "VA", "Hopewell city", canonical="5138424"),
    place("5167000", "VA", "Richmond", "city", "51760"),
    place("5138424", "VA", "Hopewell", "city", "51670"),
    county("37119", "NC", "Mecklenburg County"),
    county("12031", "FL", "Duval County", canonical="1235000"),
    county("12086", "FL", "Miami-Dade County"),
    county("12099", "FL", "Palm Beach County"),
    county("12057", "FL", "Hillsborough County"),
    place("1235000", "FL", "Jacksonville", "city", "12031"),
    place("1245000", "FL", "Miami", "city", "12086"),
    place("1254025", "FL", "Palm Beach", "town", "12099"),
    place("1257550", "FL", "Plant City", "city", "12057"),
    county("22079", "LA", "Rapides Parish"),
    county("22097", "LA", "St. Landry Parish"),
    county("32003", "NV", "Clark County"),
    place("3240000", "NV", "Las Vegas", "city", "32003"),
    county("47037", "TN", "Davidson County", canonical="4752006"),
    place("4752006", "TN", "Nashville", "metropolitan government", "47037"),
    county("47127", "TN", "Moore County"),
    county("42003", "PA", "Allegheny County"),
    county("42125", "PA", "Washington County"),
    county("42041", "PA", "Cumberland County"),
    county("42107", "PA", "Schuylkill County"),
    town("4200365352", "PA", "Robinson", "township"),
    town("4212565376", "PA", "Robinson", "township"),
    town("4204172336", "PA", "South Middleton", "township"),
    place("4246592", "PA", "Mahanoy City", "borough", "42107"),
    place("4273528", "PA", "State College", "borough", "42027"),
    county("42027", "PA", "Centre County"),
    county("33007", "NH", "Coos County"),
    town("3300730260", "NH", "Gorham", "town"),
    county("36065", "NY", "Oneida County"),
    place("3611847", "NY", "Camden", "village", "36065"),
    town("3606511858", "NY", "Camden", "town"),
    county("05091", "AR", "Miller County"),
    place("0568810", "AR", "Texarkana", "city", "05091"),
    county("48037", "TX", "Bowie County"),
)


def lookalikes() -> Gazetteer:
    """The gazetteer of all of them."""
    return Gazetteer(BODIES)
