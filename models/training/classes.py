"""The classes of the bundled model: things a stranger names at sight, in groups.

Every picture belongs to one *thing* ("fox") and to that thing's *group* ("mammals"); both are class
labels.  Look-alikes (31 clock faces), people, flags and symbols are left out on purpose: a small model
learns two hundred distinct things better than a thousand similar ones.
"""

from __future__ import annotations

from dataclasses import dataclass

# One line a group, things separated by commas.  "name = label" where emojibase calls the picture
# something a stranger would not say.
_GROUPS: dict[str, str] = {
    "mammals": "monkey = monkey face, dog = dog face, wolf, fox, raccoon, cat = cat face, lion, tiger = tiger face, "
    "horse, unicorn, zebra, deer, cow = cow face, pig = pig face, sheep = ewe, camel, giraffe, elephant, "
    "rhinoceros, mouse = mouse face, rabbit = rabbit face, hedgehog, bear, koala, "
    "panda, kangaroo",
    "birds": "rooster, chick = baby chick, penguin, eagle, duck, swan, owl, flamingo, parrot",
    "reptiles and amphibians": "frog, crocodile, turtle, snake, dragon = dragon face, dinosaur = sauropod",
    "sea animals": "whale = spouting whale, dolphin, fish, pufferfish = blowfish, shark, octopus, crab, "
    "jellyfish",
    "bugs": "snail, butterfly, bee = honeybee, ladybug = lady beetle, spider",
    "flowers": "cherry blossom, rose, sunflower, tulip",
    "plants": "pine tree = evergreen tree, tree = deciduous tree, palm tree, cactus, "
    "four-leaf clover = four leaf clover, maple leaf, mushroom",
    "fruit": "grapes, watermelon, orange = tangerine, lemon, banana, pineapple, red apple, green apple, pear, "
    "peach, cherries, strawberry, blueberries, kiwi = kiwi fruit",
    "vegetables": "tomato, avocado, eggplant, carrot, corn = ear of corn, chili pepper = hot pepper, "
    "broccoli, onion",
    "savoury food": "croissant, pretzel, pancakes, cheese = cheese wedge, hamburger, "
    "french fries, pizza, hot dog, taco, fried egg = cooking, sushi, popcorn",
    "sweets": "soft ice cream, ice cream, doughnut, cookie, birthday cake, cupcake, lollipop",
    "drinks": "coffee = hot beverage, glass of milk, wine glass, cocktail = cocktail glass, beer = beer mug, teapot",
    "places": "house, castle, tent, volcano, mountain = snow-capped mountain, "
    "ferris wheel",
    "road and rail vehicles": "steam locomotive = locomotive, bus, ambulance, fire engine, police car, taxi, "
    "car = automobile, truck = delivery truck, tractor, racing car, motorcycle, "
    "bicycle, traffic light = vertical traffic light",
    "boats": "sailboat, speedboat, ship",
    "aircraft and spacecraft": "airplane, helicopter, rocket, flying saucer, parachute",
    "sky and weather": "crescent moon, sun, star, saturn = ringed planet, earth = globe showing Americas, cloud, rainbow, "
    "lightning = high voltage, snowflake, snowman = snowman without snow, fire, umbrella",
    "celebrations": "jack-o'-lantern = jack-o-lantern, christmas tree = Christmas tree, balloon, gift = wrapped gift, trophy",
    "sports": "soccer ball, basketball, tennis ball = tennis, american football, boxing glove",
    "toys and games": "teddy bear, die = game die, puzzle piece, bullseye, palette = artist palette",
    "clothes and accessories": "sunglasses, t-shirt, jeans, dress, socks, sneaker = running shoe, high heel = high-heeled shoe, "
    "crown, top hat, backpack, ring, diamond = gem stone",
    "music": "guitar, trumpet, drum, microphone, headphones = headphone, bell",
    "devices": "smartphone = mobile phone, telephone, laptop, camera, light bulb, alarm clock",
    "tools and household things": "hammer, scissors, pencil, key, padlock = locked, book = closed book, envelope, "
    "bomb, magnet, candle, chair",
    "smileys": "grinning face, winking face, heart eyes = smiling face with heart-eyes, cool face = smiling face with sunglasses, "
    "crying face = loudly crying face, angry face = enraged face, sleeping face, clown = clown face, ghost, alien, robot, "
    "skull, pile of poo, red heart",
}


@dataclass(frozen=True)
class Thing:
    """A class with exactly one source picture."""

    name: str
    group: str
    emojibase_label: str


def _parse(group: str, line: str) -> list[Thing]:
    things = []
    for item in line.split(","):
        name, _, label = (part.strip() for part in item.partition("="))
        things.append(Thing(name, group, label or name))
    return things


THINGS: list[Thing] = [thing for group, line in _GROUPS.items() for thing in _parse(group, line)]
GROUPS: list[str] = list(_GROUPS)
CLASS_NAMES: list[str] = [thing.name for thing in THINGS] + GROUPS
"""Names in index order: things first, then groups.  The index after the last is "no class"."""

if len(set(CLASS_NAMES)) != len(CLASS_NAMES):
    raise ValueError("class names must be unique")
