"""Closed lists of English words that the reading of roles goes by, as lemmas."""

INSTITUTIONS = frozenset(
    """administration government regime military army navy police force forces ministry authorities troops parliament
    congress senate court prosecution embassy opposition cabinet council agency department intelligence junta
    presidency coalition office spokesman spokeswoman spokesperson""".split()
)
PEOPLE = frozenset(
    """activist adult agent aide ally analyst army assailant assembly attacker authority authorities ballot_worker boy
    candidate captain chief child citizen civilian clan coach commander committee company court crew criminal crowd
    defendant delegation demonstrator deputy diplomat director doctor driver employee expert faction family farmer father
    fighter firefighter fisherman force forces gang general girl government governor group guard guest gunman hacker
    hostage household insurgent investigator jihadist journalist judge junta jury killer lawmaker lawyer leader legislator
    legislature local man mayor member merchant migrant militant militia military miner minister ministry minor mob
    mother national navy nurse officer official operative opponent organisation organization owner pair parliament
    participant party passenger patient peacekeeper people person pilot player police policeman politician president
    priest prisoner prosecution prosecutor protester protestor pupil rebel refugee regime reporter researcher rescuer
    resident rival sailor scientist seeker senator separatist servant shooter sister smuggler soldier spokesman
    spokesperson spokeswoman spouse squad staff strategist striker student supporter survivor suspect teacher team
    teenager terrorist tourist trader traveller traveler trio troop troops union unit victim villager visitor volunteer
    voter wife witness woman worker youth brother son daughter husband friend couple client customer investor buyer
    lender bank firm agency authority watchdog regulator lawmaker tribunal jury council commission cabinet side country
    countries nation state community tribe crowd monk imam bishop pope king queen prince princess inmate detainee
    secretary premier chancellor chairman chairwoman chairperson chair head ceo representative ambassador envoy attorney
    sheriff lieutenant colonel brigadier admiral marshal inspector superintendent commissioner congressman congresswoman
    engineer technician nun pastor cleric sheikh artist singer writer editor blogger entrepreneur consultant salesman contractor
    delegate ombudsman advocate founder coordinator""".split()
)
CROWDS = frozenset("police people staff crew family couple pair trio team gang crowd mob".split())
"""Nouns without a plural ending for which "they" stands."""
UNDERGOING = frozenset("face undergo suffer await receive sustain endure survive serve get".split())
CARRYING = frozenset(
    """carry launch hold conduct make stage undertake give deliver attend take join lead host commit issue file open
    begin start order perform execute mount plan sign offer impose announce witness win lose complete continue resume
    step pay do have be see organise organize call demand seek threaten reject end""".split()
)
BESIDE = frozenset(
    """see cite condemn attract witness follow include deny prompt spark trigger lead cause mean fear describe discuss recall
    criticise criticize denounce mention report welcome praise oppose support investigate know watch hear find await
    mark remember commemorate spell indicate show prevent avoid stop foil""".split()
)
"""Verbs whose subject takes no part in what their object tells of."""
REPORTERS = frozenset("say tell report add state announce claim note write explain confirm accord".split())
GIVING = frozenset("give hand award grant offer deny serve slap issue".split())
UNITS = frozenset("team unit branch office officer police division committee department section arm wing panel bureau".split())
"""Described bodies that act for the organisation they are "of"."""
CALLING = frozenset("know name call surname dub identify surnamed named called nickname".split())
