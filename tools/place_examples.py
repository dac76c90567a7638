"""Short texts of our own for the training of places: people, clubs and firms called like places, and news of wars.

The corpora at hand hold few of these. Each pattern is a sentence with slots; the slots of places are labelled as
mentions, those of names are not. The choice is drawn from a fixed seed, so training stays reproducible.
"""

from __future__ import annotations

import random
import re
from typing import Any

SEED = 20_261_122
TEXTS = 160
SENTENCES = 5

_SLOT = re.compile(r"\{(\w+)\}")
# Slots in capitals are mentions; the others are not.
_WORDS = {
    "TOWN": [
        "Aleppo",
        "Idlib",
        "Raqqa",
        "Mosul",
        "Kirkuk",
        "Kharkiv",
        "Mariupol",
        "Bakhmut",
        "Avdiivka",
        "Kherson",
        "Shusha",
        "Stepanakert",
        "Agdam",
        "Goma",
        "Bunia",
        "Maiduguri",
        "Kandahar",
        "Kunduz",
        "Peshawar",
        "Quetta",
        "Srinagar",
        "Sittwe",
        "Myitkyina",
        "Lashkargah",
        "Benghazi",
        "Misrata",
        "Sirte",
        "Tobruk",
        "Hodeidah",
        "Taiz",
        "Marib",
        "Sanaa",
        "Rafah",
        "Jenin",
        "Nablus",
        "Hebron",
        "Tyre",
        "Sidon",
        "Tripoli",
        "Juba",
        "Malakal",
        "Bentiu",
        "Khartoum",
        "Omdurman",
        "Mekelle",
        "Gondar",
        "Mogadishu",
        "Kismayo",
        "Baidoa",
        "Timbuktu",
        "Gao",
        "Kidal",
        "Mopti",
        "Agadez",
        "Diffa",
        "Bangui",
        "Bambari",
        "Pemba",
        "Palma",
        "Donetsk",
        "Luhansk",
        "Tskhinvali",
        "Grozny",
        "Derna",
        "Zawiya",
        "Homs",
        "Hama",
        "Daraa",
        "Palmyra",
        "Tikrit",
        "Fallujah",
        "Ramadi",
        "Marawi",
        "Jolo",
    ],
    "COUNTRY": [
        "Syria",
        "Iraq",
        "Ukraine",
        "Russia",
        "Azerbaijan",
        "Armenia",
        "Congo",
        "Nigeria",
        "Afghanistan",
        "Pakistan",
        "India",
        "Myanmar",
        "Libya",
        "Yemen",
        "Israel",
        "Lebanon",
        "Sudan",
        "Ethiopia",
        "Eritrea",
        "Somalia",
        "Mali",
        "Niger",
        "Chad",
        "Mozambique",
        "Georgia",
        "Turkey",
        "Iran",
        "Jordan",
        "Egypt",
        "Colombia",
        "Haiti",
        "Philippines",
        "Serbia",
        "Kosovo",
        "Cameroon",
        "Rwanda",
        "Uganda",
        "Kenya",
        "Burundi",
    ],
    "AREA": [
        "Nagorno-Karabakh",
        "Donbas",
        "Crimea",
        "Darfur",
        "Tigray",
        "Kashmir",
        "Balochistan",
        "Rakhine",
        "Mindanao",
        "Abkhazia",
        "Waziristan",
        "Sinai",
        "Rojava",
        "Somaliland",
        "Puntland",
        "Xinjiang",
        "Tibet",
        "Chechnya",
        "Dagestan",
        "Transnistria",
        "Kurdistan",
        "Kordofan",
        "Ituri",
    ],
    "PEOPLE": [
        "Syrian",
        "Iraqi",
        "Ukrainian",
        "Russian",
        "Armenian",
        "Azerbaijani",
        "Congolese",
        "Nigerian",
        "Afghan",
        "Pakistani",
        "Indian",
        "Burmese",
        "Libyan",
        "Yemeni",
        "Israeli",
        "Palestinian",
        "Lebanese",
        "Sudanese",
        "Ethiopian",
        "Somali",
        "Malian",
        "Turkish",
        "Iranian",
        "Kurdish",
    ],
    "given": [
        "Jordan",
        "Israel",
        "Paris",
        "Chelsea",
        "Georgia",
        "Virginia",
        "Florence",
        "Charlotte",
        "Austin",
        "Sydney",
        "Madison",
        "Savannah",
        "Brooklyn",
        "Lincoln",
        "Houston",
        "Dallas",
        "Logan",
        "Kenya",
        "India",
        "Ireland",
        "Chad",
        "Carolina",
        "Victoria",
        "Adelaide",
        "Sofia",
        "Milan",
        "Valencia",
        "Alexandria",
        "Lorraine",
        "Jackson",
        "Tyler",
        "Trenton",
        "Denver",
        "Phoenix",
        "Holland",
        "Troy",
        "Orlando",
        "Santiago",
        "Diego",
        "Salvador",
        "Aurora",
        "Marion",
        "Eugene",
        "Raleigh",
        "Preston",
        "Clifton",
        "Lourdes",
        "Regina",
        "Asia",
        "America",
        "Dakota",
        "Montana",
    ],
    "family": [
        "Henderson",
        "Hilton",
        "Adesanya",
        "Smith",
        "Peterson",
        "Okafor",
        "Novak",
        "Meyer",
        "Garcia",
        "Rossi",
        "Larsson",
        "Kowalski",
        "Petrov",
        "Hakimi",
        "Mensah",
        "Fernandez",
        "Schneider",
        "Dubois",
        "Nguyen",
        "Tanaka",
        "Murphy",
        "Walsh",
        "Brennan",
        "Kaplan",
        "Weaver",
        "Doyle",
        "Fischer",
        "Barnes",
        "Pickford",
        "Spieth",
        "Nwosu",
        "Abara",
        "Lindqvist",
        "Moreau",
    ],
    "place_family": [
        "London",
        "Washington",
        "Lincoln",
        "Jackson",
        "Houston",
        "Cleveland",
        "Clinton",
        "Madison",
        "Monroe",
        "Hamilton",
        "Lancaster",
        "Bradford",
        "Sheffield",
        "Burton",
        "York",
        "Windsor",
        "Kent",
        "Stafford",
        "Berlin",
        "Warren",
        "Wells",
        "Dallas",
        "Austin",
        "Dayton",
        "Wellington",
        "Melbourne",
        "Paris",
        "Israel",
        "Jordan",
        "Carson",
        "Mercer",
        "Palmer",
        "Bolton",
        "Preston",
        "Derby",
        "Hastings",
        "Lansing",
        "Ireland",
        "Holland",
        "England",
    ],
    "first": [
        "Jack",
        "Susan",
        "Michael",
        "Laura",
        "Peter",
        "Anna",
        "David",
        "Maria",
        "Robert",
        "Helen",
        "Thomas",
        "Julia",
        "James",
        "Emma",
        "Daniel",
        "Kate",
        "George",
        "Denzel",
        "Abraham",
        "Whitney",
        "Samuel",
        "Grace",
        "Oliver",
        "Claire",
    ],
    "club": [
        "Chelsea",
        "Arsenal",
        "Everton",
        "Barcelona",
        "Valencia",
        "Sevilla",
        "Benfica",
        "Marseille",
        "Lyon",
        "Ajax",
        "Dortmund",
        "Juventus",
        "Liverpool",
        "Leeds",
        "Burnley",
        "Brentford",
        "Fulham",
    ],
    "month": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "day": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "number": ["two", "three", "four", "seven", "nine", "12", "15", "20", "34", "60", "110"],
}
_PATTERNS = """
{given} {family} scored twice before half-time and was taken off with a knock.
{given} {family} said she would not run again.
Midfielder {given} {family} signed a new contract on {day}.
The actress {given} {family} wore a red dress.
{first} {place_family}, 34, was the last to speak.
Mr {place_family} told the court that he had not been there.
{first} {place_family} and {first} {family} shared the prize.
“I never expected this,” {place_family} said. “We were lucky.”
{given} {family} defended the middleweight title against {first} {family} on {day}.
{club} beat {club} 2-1 on {day} and went top of the table.
{club} fans sang until the final whistle.
{club} striker {first} {family} is out until {month}.
{given} {family} and {given} {family} were married in {TOWN}.
{given} {family} flew to {TOWN} to meet the families.
{first} {family}, who was born in {TOWN}, grew up in {COUNTRY}.
Shelling in {TOWN} killed at least {number} people on {day}, {PEOPLE} officials said.
Government forces have taken {TOWN}, a town in the north of {COUNTRY}.
The {PEOPLE} army said it had entered {TOWN} after weeks of fighting.
{TOWN} fell in {month}, and thousands fled towards {TOWN}.
Rebels attacked a convoy near {TOWN}, {COUNTRY}, killing {number} soldiers.
{PEOPLE} and {PEOPLE} delegations will meet again in {TOWN}.
Heavy fighting was reported around {TOWN} and {TOWN} in {AREA}.
The breakaway region of {AREA} has been outside the control of {COUNTRY} for years.
{COUNTRY} and {COUNTRY} agreed a ceasefire in {AREA} on {day}.
“{TOWN} is ours,” a {PEOPLE} commander told reporters.
{TOWN}, called home by {number} families, has no water.
{COUNTRY} closed its border with {COUNTRY} after the attack on {TOWN}.
Aid groups said {number} trucks had reached {AREA} since {month}.
A drone hit a market in {TOWN}, a hospital doctor said.
At the {PEOPLE} border, {number} families waited for a bus to {TOWN}.
Both sides accuse each other of firing on {TOWN}.
The United Nations said {number} people had fled {TOWN} for {COUNTRY}.
{TOWN} ({COUNTRY}) – Protesters marched to the governor's office on {day}.
""".strip().splitlines()


def examples() -> list[dict[str, Any]]:
    """Texts with their mentions, in the form of the corpora (without points)."""
    draw = random.Random(SEED)
    found = []
    for number in range(TEXTS):
        text, mentions = "", []
        for pattern in draw.sample(_PATTERNS, SENTENCES):
            sentence, spans = _fill(pattern, draw)
            start = len(text) + (1 if text else 0)
            text = f"{text} {sentence}" if text else sentence
            mentions += [{"start": start + a, "end": start + b} for a, b in spans]
        found.append({"id": f"own-{number}", "text": text, "mentions": mentions})
    return found


def _fill(pattern: str, draw: random.Random) -> tuple[str, list[tuple[int, int]]]:
    text, spans, last = "", [], 0
    for slot in _SLOT.finditer(pattern):
        text += pattern[last : slot.start()]
        word = draw.choice(_WORDS[slot.group(1)])
        if slot.group(1).isupper():
            spans.append((len(text), len(text) + len(word)))
        text += word
        last = slot.end()
    return text + pattern[last:], spans
