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
    "aircraft and spacecraft": "airplane, helicopter, rocket, flying saucer",
    "sky and weather": "crescent moon, sun, star, saturn = ringed planet, earth = globe showing Americas, cloud, rainbow, "
    "lightning = high voltage, snowflake, snowman = snowman without snow, fire, umbrella",
    "celebrations": "jack-o'-lantern = jack-o-lantern, christmas tree = Christmas tree, balloon, gift = wrapped gift, trophy",
    "sports": "soccer ball, basketball, tennis racket = tennis, american football, boxing glove",
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


# Other words for the same class, each naming one class only.
SYNONYMS: dict[str, list[str]] = {
    name.strip(): [word.strip() for word in words.split(",")]
    for name, words in (
        line.split(":")
        for line in """
        monkey: ape, chimpanzee
        dog: puppy
        cat: kitten, kitty
        horse: stallion
        deer: stag
        cow: cattle
        pig: piglet
        sheep: ewe, lamb
        camel: dromedary
        rhinoceros: rhino
        mouse: mice
        rabbit: bunny
        bear: brown bear
        panda: panda bear
        rooster: cock, cockerel
        chick: baby chick
        duck: mallard
        parrot: macaw
        crocodile: alligator
        turtle: tortoise
        snake: serpent
        dinosaur: sauropod, brontosaurus
        pufferfish: blowfish
        bee: honeybee, bumblebee
        ladybug: ladybird, lady beetle
        cherry blossom: sakura
        pine tree: evergreen tree, fir, spruce
        tree: deciduous tree, oak
        palm tree: palm
        four-leaf clover: clover, shamrock
        mushroom: toadstool
        orange: tangerine, mandarin
        red apple: apple
        cherries: cherry
        kiwi: kiwi fruit
        eggplant: aubergine
        corn: maize, ear of corn
        chili pepper: chilli, hot pepper
        pancakes: pancake
        cheese: cheese wedge
        hamburger: burger, cheeseburger
        french fries: chips, fries
        hot dog: hotdog
        fried egg: egg, frying pan
        soft ice cream: ice cream cone, soft serve
        ice cream: gelato, sundae
        doughnut: donut
        cookie: biscuit
        birthday cake: cake
        lollipop: lolly
        coffee: hot beverage, cup of coffee
        glass of milk: milk
        wine glass: wine, red wine
        cocktail: martini
        beer: beer mug, pint
        teapot: tea
        house: home, cottage
        mountain: snow-capped mountain
        steam locomotive: locomotive, steam train
        fire engine: fire truck
        police car: patrol car
        taxi: cab
        car: automobile
        truck: lorry, delivery truck
        racing car: formula one car, race car
        motorcycle: motorbike
        bicycle: bike
        traffic light: stoplight
        sailboat: yacht
        speedboat: motorboat
        ship: cruise ship
        airplane: aeroplane, plane, aircraft
        rocket: spaceship
        flying saucer: ufo
        crescent moon: moon
        saturn: ringed planet, planet
        earth: globe, world
        lightning: lightning bolt, thunderbolt
        fire: flame
        umbrella: brolly
        jack-o'-lantern: halloween pumpkin, pumpkin
        gift: present, wrapped gift
        trophy: cup
        soccer ball: football
        tennis racket: tennis
        american football: rugby ball
        teddy bear: teddy
        die: dice
        puzzle piece: jigsaw
        bullseye: dartboard, target
        palette: artist palette, paint palette
        t-shirt: tee, shirt
        jeans: trousers
        dress: gown
        sneaker: running shoe, trainer
        high heel: high-heeled shoe, stiletto
        backpack: rucksack
        diamond: gem, gem stone
        guitar: electric guitar
        microphone: mic
        headphones: headphone, headset
        smartphone: mobile phone, cell phone
        telephone: phone
        laptop: computer, notebook computer
        light bulb: lamp
        padlock: lock
        envelope: letter, mail
        grinning face: smiley, happy face
        winking face: wink
        heart eyes: smiling face with heart-eyes
        cool face: smiling face with sunglasses
        crying face: sad face
        angry face: enraged face
        sleeping face: sleepy face
        clown: clown face
        pile of poo: poop
        red heart: heart
        mammals: mammal
        birds: bird
        reptiles and amphibians: reptile, amphibian
        sea animals: sea animal, marine animal
        bugs: bug, insect
        flowers: flower
        plants: plant
        vegetables: vegetable
        savoury food: food, meal
        sweets: dessert
        drinks: drink, beverage
        places: place, building
        road and rail vehicles: vehicle
        boats: boat
        sky and weather: weather
        celebrations: celebration
        sports: sport
        toys and games: toy, game
        clothes and accessories: clothing, clothes
        music: musical instrument
        devices: device, gadget
        smileys: emoticon
        """.strip().splitlines()
    )
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

_words = CLASS_NAMES + [word for words in SYNONYMS.values() for word in words]
if len(set(_words)) != len(_words):
    raise ValueError(f"named twice: {sorted({word for word in _words if _words.count(word) > 1})}")
if not SYNONYMS.keys() <= set(CLASS_NAMES):
    raise ValueError(f"synonyms of unknown classes: {SYNONYMS.keys() - set(CLASS_NAMES)}")
