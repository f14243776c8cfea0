"""Closed lists of English words that the reading of roles goes by, as lemmas."""

INSTITUTIONS = frozenset(
    """ngo administration government regime military army navy police force forces ministry authorities troops parliament
    congress senate court prosecution embassy opposition cabinet council agency department intelligence junta
    presidency coalition office spokesman spokeswoman spokesperson""".split()
)
PEOPLE = frozenset(
    """abductor academic accountant activist actor actress admiral adult adviser advisor advocate agency agent aide ally
    ambassador analyst anchor apprentice archaeologist archbishop architect army artist assailant assembly astronaut
    asylee athlete attacker attendant attorney auditor aunt author authorities authority baby baker ballot_worker bank
    banker barber barrister bidder biker biologist bishop blogger bodyguard bomber boss boxer boy brigadier
    broadcaster broker brother builder burglar businessman businessperson businesswoman butcher buyer bystander
    cabinet campaigner candidate captain captive captor cardinal caretaker carpenter cashier ceo chair chairman
    chairperson chairwoman champion chancellor chef chemist chief child citizen civilian clan classmate cleric clerk
    client climber coach colleague colonel columnist comedian commander commission commissioner committee communist
    community commuter company composer congressman congresswoman conservative consultant contractor cook coordinator
    council councillor councilor countries country couple courier court cousin crew criminal critic crowd curator
    customer cyclist dancer daughter dealer defendant delegate delegation democrat demonstrator dentist deputy
    designer detainee detective developer dictator diplomat director dissident doctor driver economist editor
    electrician emir employee employer engineer entertainer entity entrepreneur envoy evacuee executive expert
    exporter extremist faction family fan farmer farmhand father fighter filmmaker finalist firefighter firm fisherman
    footballer force forces founder fraudster friend fugitive gang gardener general geologist girl goalkeeper
    government governor grandfather grandmother grandparent group guard guardian guerrilla guest gunman hacker
    hardliner head hiker historian hostage household hunter husband imam immigrant importer individual infant
    influencer inmate innkeeper inspector institution instructor insurgent intern inventor investigator investor
    janitor jihadist jogger journalist judge junta jury kidnapper killer king landlord lawmaker lawyer leader lecturer
    legislator legislature lender liberal librarian lieutenant lifeguard lobbyist local loyalist magistrate maid man
    manager manufacturer marine marshal mathematician mayor mechanic mediator medic member mercenary merchant midwife
    migrant militant military militia miner minister ministry minor minority mob moderate monarch monk mother motorist
    musician nation national nationalist navy negotiator neighbor neighbour nephew newborn newcomer niece nobleman
    novelist nun nurse officer official ombudsman operative opponent organisation organization orphan owner painter
    pair paramedic paratrooper parent parliament participant party passenger pastor patient peacekeeper pedestrian
    pensioner people performer person pharmacist photographer physician physicist pilgrim pilot plaintiff player
    playwright plumber poet police policeman politician pope preacher premier president president-elect priest prince
    princess principal prisoner producer professor programmer prosecution prosecutor protester protestor psychiatrist
    psychologist publisher pupil queen ranger rapper rebel receptionist rector referee reformist refugee regime
    registrar regulator relative reporter representative republican rescuer researcher reservist resident retiree
    ringleader rival robber royalist runner sailor salesman scammer scholar scientist screenwriter seafarer secretary
    seeker senator separatist servant shareholder sheikh shepherd sheriff shipowner shooter shopkeeper shopper sibling
    side signatory singer sister skipper smuggler sniper socialist soldier solicitor son spectator spokesman
    spokesperson spokeswoman sportsman spouse spy squad staff stakeholder state statesman strategist striker student
    suicide_bomber superintendent supporter surgeon surveyor survivor suspect swimmer syndicate teacher team
    technician teenager tenant terrorist thief toddler tourist trader trafficker trainee trainer translator traveler
    traveller treasurer tribe tribunal trio troop troops trustee tutor twin tycoon uncle undersecretary union unit
    vendor veteran veterinarian vice-chancellor vice-president viceroy victim villager visitor volunteer voter waiter
    waitress warden watchdog whistleblower widow widower wife witness woman worker worshiper worshipper wrestler
    writer youth""".split()
)
COLLECTIVE = frozenset(
    """agency assembly authorities authority ballot_worker bank buyer chair clan client commission committee communist
    community company conservative contractor council countries country crew customer entity faction family firm force
    forces gang group head household institution investor jury legislature lender liberal militia minority mob
    moderate nation organisation organization panel party people person regime regulator rival royalist side socialist
    squad staff state syndicate team tribe troop troops union unit watchdog""".split()
)
"""Those of them that name a body, or as often something else than people."""
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
GIVING = frozenset("give hand award grant offer deny serve slap issue provide donate pledge contribute send deliver".split())
UNITS = frozenset("team unit branch office officer police division committee department section arm wing panel bureau".split())
"""Described bodies that act for the organisation they are "of"."""
CALLING = frozenset("know name call surname dub identify surnamed named called nickname".split())
HURT = frozenset("injure injury injured wound wounded hurt burn burns hospitalize hospitalise".split())
"""Lemmas of triggers that count the injured, who are not the dead."""
RISING = frozenset("rise climb increase grow mount jump soar double triple revise update".split())
"""What the number of victims does while they are still being counted."""
HARMING = frozenset("kill injure wound hit strike destroy damage hurt maim displace".split())
"""What an attack does to its target."""
