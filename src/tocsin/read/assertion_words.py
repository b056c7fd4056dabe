"""The words that open the rules for assertions: a sentence with none of them is not looked at."""

from __future__ import annotations

PRESENCE = frozenset(
    (
        "held controlled occupied base bases camp camps cell cells hideout hideouts stronghold strongholds foothold footholds outpost "
        "outposts positions bastion bastions headquarters station stations checkpoints presence networks network sway group militia "
        "movement outfit faction gang organisation organization coalition alliance force hide lair"
    ).split()
)
RANK = frozenset(
    (
        "largest biggest strongest deadliest powerful influential armed feared last final only closest leading main dominant foremost "
        "sole senior"
    ).split()
)
MOMENTUM = frozenset(
    (
        "ground momentum strength territory traction influence support upper gains control steam inroads foot defensive run ropes retreat "
        "rise wane defeat collapse weakened defeated depleted exhausted demoralised demoralized overstretched crippled degraded battered "
        "routed cornered vanquished collapsed crumbled crumbling crumbles collapsing dwindled dwindles dwindling shrink shrinks shrinking "
        "shrunk wither withers withering fraying frayed resurging stronger weaker bolder powerful thin disarray pressure weakest tired "
        "losses setbacks defeats advancing retreating reach demise resurgence decline comeback disintegration weakness weakening "
        "ascendancy downfall contraction resurgent embattled beleaguered emboldened expansion rout presence fragmentation fragmented "
        "fractured strengthened grip hold position ranks role power"
    ).split()
)
GRIEVANCE = frozenset(
    (
        "discriminated discrimination marginalised marginalized oppressed persecuted disenfranchised class say voice deprived stripped "
        "denied treated pressed forced pressured made compelled obliged excluded shut barred sidelined kept cut neglected ignored "
        "abandoned behind complain complains complained complaining persecution repression oppression stigma marginalisation "
        "marginalization neglect exclusion injustice mistreatment subjugation terrorising terrorises terrorised terrorizing terrorizes "
        "terrorized oppress oppresses oppressing marginalises marginalising marginalizes marginalizing persecutes persecuting abandoning "
        "discriminate discriminates discriminating neglecting"
    ).split()
)
