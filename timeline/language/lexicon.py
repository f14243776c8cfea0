"""Closed lists of English words that the reading of roles goes by, as lemmas."""

INSTITUTIONS = frozenset(
    """ngo administration government regime military army navy police force forces ministry authorities troops parliament
    congress senate court prosecution embassy opposition cabinet council agency department intelligence junta
    presidency coalition office spokesman spokeswoman spokesperson""".split()
)
COLLECTIVE = frozenset(
    """agency airline alliance assembly association authorities authority automaker bank battalion bloc brewery
    brigade business buyer caravan carmaker carrier cartel chair charity chipmaker church city clan client
    collective college commission committee communist community company conglomerate congregation conservative
    consortium consulate contingent contractor convoy cooperative corporation corps council countries country
    county crew customer directorate distributor drugmaker entity faction family federation firm fleet force
    forces foundation fund gang garrison group head hospital hotel household inspectorate institution insurer
    investor jury legislature lender liberal militia minority mob moderate municipality museum nation network
    newspaper operator organisation organization panel party people person personnel planemaker platoon railway
    refiner regime regiment regulator retailer rival royalist school side socialist squad squadron staff startup
    state subsidiary supplier syndicate tabloid team telecom tribe troop troops union unit university watchdog
    wholesaler""".split()
)
"""Nouns for people that name a body, or as often something else than people."""
PEOPLE = COLLECTIVE | frozenset(
    """abbot abductee abductor academic accomplice accountant accused activist actor actress addict adherent
    administrator admiral adult adviser advisor advocate agent aggressor agitator aide airman alderman ally
    ambassador anaesthetist analyst anarchist anchor apostate appellant apprentice archaeologist archbishop
    architect army arrestee arsonist artist assailant assassin assemblyman assemblywoman associate astronaut
    asylee asylum-seeker atheist athlete attache attacker attendant attorney auditor aunt author aviator
    ayatollah baby babysitter backbencher backpacker bailiff baker bandit banker barber barista barman baron
    baroness barrister bartender bassist bather believer beneficiary bidder biker billionaire biologist bishop
    blacksmith blockader blogger boatman bodyguard bomber bookmaker boss boxer boy boyfriend breeder bricklayer
    bride bridegroom brigadier broadcaster broker brother brother-in-law builder bully burglar businessman
    businessperson businesswoman butcher bystander cabbie cabinet cadet cadre caliph caller cameraman
    camerawoman campaigner candidate canvasser captain captive captor cardinal caregiver carer caretaker
    carjacker carpenter cartoonist cashier catechist celebrity ceo chairman chairperson chairwoman champion
    chancellor chauffeur chef chemist chief chieftain child choreographer citizen civilian claimant clansman
    classmate cleaner clergyman cleric clerk climber co-accused co-conspirator co-defendant co-founder co-pilot
    co-worker coach coder cofounder colleague collector colonel colonist columnist combatant comedian commander
    commando commentator commissioner commuter companion complainant composer comptroller comrade congregant
    congressman congresswoman conman conscript conservationist conspirator constable consul consultant
    controller convict cook coordinator cop coroner corporal correspondent councillor councilman councilor
    councilwoman counsel counsellor counselor counterfeiter counterpart couple courier court courtier cousin
    cowboy coworker creditor crewman crewmember cricketer criminal critic crowd culprit curator cyclist dancer
    daughter daughter-in-law dealer debtor deckhand defector defendant delegate delegation delinquent democrat
    demonstrator dentist deportee deputy deserter designer detainee detective detractor developer devotee
    dictator diplomat director dissenter dissident distiller diver docker dockworker doctor donor draftee driver
    drummer duchess duke dweller earl economist editor elder electrician emigrant emir emissary employee
    employer engineer entertainer entrepreneur environmentalist envoy epidemiologist evacuee ex-husband
    ex-minister ex-president ex-soldier ex-warlord ex-wife examiner executive exhibitor exile expert exporter
    extremist eyewitness fan farmer farmhand farmworker fascist father father-in-law felon feminist fiance
    fiancee fighter filmmaker finalist financier firefighter fireman fisher fisherfolk fisherman follower
    footballer foreigner foreman forger founder fraudster freshman friend fugitive fundraiser gambler gamekeeper
    gamer gardener gendarme general geneticist geologist girl girlfriend go-between goalkeeper godfather godson
    golfer goon government governor graduate grandchild granddaughter grandfather grandmother grandparent
    grandson grower guard guardian guardsman guerrilla guest guitarist gunman gunner gunrunner gymnast hacker
    hairdresser hardliner hawker healer heir heiress henchman herder herdsman heretic highlander hijacker hiker
    historian hitman holidaymaker homeowner hoodlum hooligan hostage hotelier housekeeper housewife humanitarian
    hunter husband ideologue illustrator imam immigrant importer impostor in-law individual infant infiltrator
    influencer informant informer inhabitant inmate innkeeper inpatient insider inspector instructor insurgent
    intern internee interpreter intruder invader inventor investigator islamist islander jailer janitor jeweller
    jihadi jihadist jockey jogger journalist judge junta juror kidnapper killer king kingpin knifeman laborer
    labourer lady landlord landowner laureate lawmaker lawyer leader lecturer leftist legislator liberator
    librarian lieutenant lifeguard linguist litigant lobbyist local lodger longshoreman looter lord lover
    loyalist magistrate magnate maid man manager manufacturer marcher marine mariner marshal mastermind
    mathematician matriarch mayor mechanic mediator medic member mercenary merchant messenger metalworker
    midwife migrant militant military militiaman millionaire miner minister ministry minor missionary mobster
    mogul molester monarch monarchist monk mother mother-in-law motorist mountaineer mourner mp mugger mullah
    musician mutineer nanny national nationalist navy negotiator neighbor neighbour nephew newborn newcomer
    niece nobleman nomad nominee northerner novelist nun nurse observer offender officer official oligarch
    ombudsman onlooker operative opponent organiser organizer orphan outlaw outsider owner paediatrician
    paedophile painter pair paramedic paratrooper parent parishioner parliament parliamentarian parolee
    participant partisan partner passenger passer-by passerby pastor pastoralist patient patriarch patriot
    peacekeeper peasant pedestrian pediatrician pedlar pedophile pensioner performer perpetrator petitioner
    pharmacist philanthropist philosopher photographer photojournalist physician physicist pianist picket
    picketer pickpocket pilgrim pilot pirate plainclothesman plaintiff planner planter player playwright plumber
    poacher podcaster poet police policeman policewoman policymaker politician pollster polluter pope populist
    porter postman preacher predecessor prefect premier presenter president president-elect priest prince
    princess principal prisoner producer professor programmer promoter proprietor prosecution prosecutor
    prostitute protester protestor provost psychiatrist psychologist publicist publisher pundit pupil queen
    rabbi racist radical raider railwayman rancher ranger rapist rapper rapporteur rebel receptionist recruit
    recruiter rector referee reformist refugee regent registrar relative rep reporter representative republican
    rescuer researcher reservist resident responder restaurateur retiree returnee revolutionary rider ringleader
    rioter robber roofer runner saboteur sailor salesman scammer scholar schoolboy schoolchild schoolgirl
    schoolteacher scientist screenwriter sculptor seafarer seaman secretary seeker seller seminarian senator
    separatist sergeant servant serviceman servicewoman settler shaman sharecropper shareholder sharpshooter
    sheikh shepherd sheriff shipowner shooter shopkeeper shopper sibling signatory singer sister sister-in-law
    skier skipper slave smallholder smuggler sniper snowboarder soldier solicitor son son-in-law speaker
    spectator spokesman spokesperson spokeswoman sponsor sportsman spouse spy squatter stabber staffer
    stakeholder stalker statesman steelworker stepbrother stepdaughter stepfather stepmother stepsister stepson
    stevedore steward stewardess stowaway strategist streamer strikebreaker striker strongman student
    subordinate subscriber successor sultan superintendent supervisor supporter surfer surgeon surveyor survivor
    suspect swimmer sympathiser sympathizer tailor taxpayer teacher teammate technician teen teenager tenant
    terrorist theologian thief thug tiktoker toddler tourist townsman trader trafficker trainee trainer traitor
    translator traveler traveller treasurer trespasser tribesman tribunal trio triplet trooper trucker trustee
    tutor twin tycoon umpire uncle undergraduate undersecretary user vendor veteran veterinarian vicar
    vice-chancellor vice-governor vice-minister vice-president viceroy victim videographer viewer vigilante
    villager virologist visitor vlogger vocalist volunteer voter waiter waitress warden warlord warrior
    watchmaker watchman weaver welder whistleblower widow widower wife winner witch witness woman worker
    worshiper worshipper wrestler writer wrongdoer youngster youth youtuber""".split()
)
NUMBERED = frozenset("other dozen score hundred thousand million ten".split())
"""Nouns that may stand for the people they count: "dozens were hurt"."""
CROWDS = frozenset("police people staff crew family couple pair trio team gang crowd mob".split())
"""Nouns without a plural ending for which "they" stands."""
UNDERGOING = frozenset("escape face undergo suffer await receive sustain endure survive serve get".split())
CARRYING = frozenset(
    """carry launch hold conduct make stage undertake give deliver attend take join lead host commit issue file open
    begin start order perform execute mount plan sign offer impose announce witness win lose complete continue resume
    step pay do have be see organise organize call demand seek threaten reject end""".split()
)
BESIDE = frozenset(
    """see cite condemn attract witness follow include deny prompt spark trigger lead cause mean fear describe discuss recall
    criticise criticize denounce mention report welcome praise oppose support investigate know watch hear find await
    mark remember commemorate spell indicate show prevent avoid stop foil flee evade dodge""".split()
)
"""Verbs whose subject takes no part in what their object tells of."""
ASKING = frozenset("ask urge request demand want seek call press pressure appeal plead beg implore exhort".split())
"""Verbs of asking that somebody act."""
REPORTERS = frozenset("say tell report add state announce claim note write explain confirm accord".split())
DELAYING = frozenset("postpone delay defer reschedule".split())
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
