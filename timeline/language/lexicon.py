"""Closed lists of English words that the reading of roles goes by, as lemmas."""

INSTITUTIONS = frozenset(
    """ngo administration government regime military army navy police force forces ministry authorities troops parliament
    congress senate court prosecution embassy opposition cabinet council agency department intelligence junta
    presidency coalition office spokesman spokeswoman spokesperson""".split()
)
PEOPLE = frozenset(
    """abductor academic accountant activist actor actress admiral adult adviser advisor advocate agency agent aide
    airman ally ambassador analyst anarchist anchor apprentice archaeologist archbishop architect army arsonist
    artist assailant assembly associate astronaut asylee athlete attacker attendant attorney auditor aunt author
    authorities authority baby baker ballot_worker bandit bank banker barber barrister bidder biker biologist
    bishop blogger bodyguard bomber boss boxer boy brigadier broadcaster broker brother builder burglar
    businessman businessperson businesswoman butcher buyer bystander cabinet cadet campaigner candidate captain
    captive captor cardinal caretaker carjacker carpenter cashier celebrity ceo chair chairman chairperson
    chairwoman champion chancellor chef chemist chief child citizen civilian clan classmate cleric clerk client
    climber co-worker coach colleague colonel colonist columnist comedian commander commando commentator
    commission commissioner committee communist community commuter companion company complainant composer comrade
    congressman congresswoman conscript conservative constable consultant contractor cook coordinator cop corporal
    council councillor councilor countries country couple courier court cousin coworker crew crewman crewmember
    criminal critic crowd curator customer cyclist dancer daughter dealer deckhand defector defendant delegate
    delegation democrat demonstrator dentist deportee deputy deserter designer detainee detective developer
    dictator diplomat director dissident docker dockworker doctor donor driver economist editor elder electrician
    emir employee employer engineer entertainer entity entrepreneur envoy evacuee executive exile expert exporter
    extremist faction family fan farmer farmhand farmworker father fighter filmmaker finalist firefighter firm
    fisherfolk fisherman footballer force forces founder fraudster friend fugitive gang gardener gendarme general
    geologist girl goalkeeper government governor grandfather grandmother grandparent group guard guardian
    guardsman guerrilla guest gunman hacker hardliner hawker head herder herdsman hijacker hiker historian
    hooligan hostage household hunter husband imam immigrant importer individual infant influencer informant
    inmate innkeeper inspector institution instructor insurgent intern inventor investigator investor janitor
    jihadi jihadist jogger journalist judge junta juror jury kidnapper killer king landlord lawmaker lawyer leader
    lecturer legislator legislature lender liberal librarian lieutenant lifeguard lobbyist local longshoreman
    looter loyalist magistrate maid man manager manufacturer marcher marine marshal mathematician mayor mechanic
    mediator medic member mercenary merchant metalworker midwife migrant militant military militia militiaman
    miner minister ministry minor minority mob mobster moderate monarch monk mother motorist mourner musician
    nation national nationalist navy negotiator neighbor neighbour nephew newborn newcomer niece nobleman novelist
    nun nurse observer officer official ombudsman onlooker operative opponent organisation organiser organization
    organizer orphan owner painter pair paramedic paratrooper parent parishioner parliament participant party
    passenger passer-by passerby pastor pastoralist patient peacekeeper pedestrian pedlar pensioner people
    performer person pharmacist photographer physician physicist picketer pilgrim pilot pirate plaintiff player
    playwright plumber poet police policeman policewoman politician pope porter preacher premier president
    president-elect priest prince princess principal prisoner producer professor programmer prosecution prosecutor
    protester protestor psychiatrist psychologist publisher pupil queen radical railwayman ranger rapist rapper
    rebel receptionist recruit rector referee reformist refugee regime registrar regulator relative reporter
    representative republican rescuer researcher reservist resident retiree ringleader rioter rival robber
    royalist runner sailor salesman scammer scholar schoolchild scientist screenwriter seafarer seaman secretary
    seeker senator separatist sergeant servant serviceman servicewoman settler shareholder sheikh shepherd sheriff
    shipowner shooter shopkeeper shopper sibling side signatory singer sister skipper smuggler sniper socialist
    soldier solicitor son spectator spokesman spokesperson spokeswoman sportsman spouse spy squad squatter staff
    staffer stakeholder stalker state statesman steelworker steward stewardess stowaway strategist striker
    strongman student suicide_bomber superintendent supervisor supporter surgeon surveyor survivor suspect swimmer
    syndicate teacher team technician teen teenager tenant terrorist thief toddler tourist trader trafficker
    trainee trainer translator traveler traveller treasurer tribe tribunal trio troop trooper troops trucker
    trustee tutor twin tycoon uncle undersecretary union unit vendor veteran veterinarian vice-chancellor
    vice-president viceroy victim vigilante villager visitor volunteer voter waiter waitress warden warlord
    watchdog whistleblower widow widower wife witness woman worker worshiper worshipper wrestler writer youth""".split()
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
