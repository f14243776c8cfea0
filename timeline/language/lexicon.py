"""Closed lists of English words that the reading of roles goes by, as lemmas."""

INSTITUTIONS = frozenset(
    """ngo administration government regime military army navy police force forces ministry authorities troops parliament
    congress senate court prosecution embassy opposition cabinet council agency department intelligence junta
    presidency coalition office spokesman spokeswoman spokesperson""".split()
)
PEOPLE = frozenset(
    """abbot abductee abductor academic accomplice accountant activist actor actress addict adherent administrator
    admiral adult adviser advisor advocate agency agent aggressor aide airman ally ambassador analyst anarchist
    anchor apprentice archaeologist archbishop architect army arrestee arsonist artist assailant assassin assembly
    associate astronaut asylee athlete attacker attendant attorney auditor aunt author authorities authority
    aviator baby bailiff baker ballot_worker bandit bank banker barber barista barman barrister bassist
    beneficiary bidder biker biologist bishop blogger boatman bodyguard bomber bookmaker boss boxer boy boyfriend
    breeder bride bridegroom brigadier broadcaster broker brother brother-in-law builder bully burglar businessman
    businessperson businesswoman butcher buyer bystander cabinet cadet caller campaigner candidate captain captive
    captor cardinal caregiver carer caretaker carjacker carpenter cartoonist cashier celebrity ceo chair chairman
    chairperson chairwoman champion chancellor chauffeur chef chemist chief child choreographer citizen civilian
    clan classmate clergyman cleric clerk client climber co-accused co-conspirator co-defendant co-founder
    co-pilot co-worker coach cofounder colleague colonel colonist columnist comedian commander commando
    commentator commission commissioner committee communist community commuter companion company complainant
    composer comptroller comrade congressman congresswoman conscript conservative conspirator constable consultant
    contractor cook coordinator cop coroner corporal correspondent council councillor councilor counsellor
    counselor counterpart countries country couple courier court courtier cousin cowboy coworker creditor crew
    crewman crewmember criminal critic crowd curator customer cyclist dancer daughter daughter-in-law dealer
    deckhand defector defendant delegate delegation delinquent democrat demonstrator dentist deportee deputy
    deserter designer detainee detective detractor developer dictator diplomat director dissenter dissident diver
    docker dockworker doctor donor driver drummer economist editor elder electrician emir employee employer
    engineer entertainer entity entrepreneur envoy evacuee ex-husband ex-minister ex-president ex-soldier ex-wife
    examiner executive exile expert exporter extremist eyewitness faction family fan farmer farmhand farmworker
    fascist father father-in-law felon feminist fiance fiancee fighter filmmaker finalist financier firefighter
    fireman firm fisherfolk fisherman follower footballer force forces foreigner forger founder fraudster friend
    fugitive fundraiser gambler gamer gang gardener gendarme general geneticist geologist girl girlfriend
    goalkeeper godfather godson golfer goon government governor graduate grandchild granddaughter grandfather
    grandmother grandparent grandson group grower guard guardian guardsman guerrilla guest guitarist gunman
    gunrunner gymnast hacker hairdresser hardliner hawker head heir heiress henchman herder herdsman hijacker
    hiker historian hitman homeowner hooligan hostage hotelier household housewife humanitarian hunter husband
    ideologue illustrator imam immigrant importer impostor in-law individual infant infiltrator influencer
    informant inhabitant inmate innkeeper insider inspector institution instructor insurgent intern interpreter
    invader inventor investigator investor islamist jailer janitor jeweller jihadi jihadist jockey jogger
    journalist judge junta juror jury kidnapper killer king kingpin laborer labourer landlord landowner laureate
    lawmaker lawyer leader lecturer leftist legislator legislature lender liberal liberator librarian lieutenant
    lifeguard linguist lobbyist local longshoreman looter lover loyalist magistrate magnate maid man manager
    manufacturer marcher marine mariner marshal mastermind mathematician matriarch mayor mechanic mediator medic
    member mercenary merchant messenger metalworker midwife migrant militant military militia militiaman miner
    minister ministry minor minority missionary mob mobster moderate mogul molester monarch monk mother
    mother-in-law motorist mountaineer mourner mullah musician nanny nation national nationalist navy negotiator
    neighbor neighbour nephew newborn newcomer niece nobleman nominee novelist nun nurse observer officer official
    oligarch ombudsman onlooker operative opponent organisation organiser organization organizer orphan outlaw
    outsider owner paedophile painter pair paramedic paratrooper parent parishioner parliament parliamentarian
    participant partisan party passenger passer-by passerby pastor pastoralist patient patriarch patriot
    peacekeeper peasant pedestrian pedlar pedophile pensioner people performer perpetrator person pharmacist
    philanthropist philosopher photographer physician physicist picket picketer pilgrim pilot pirate plaintiff
    planner player playwright plumber poacher poet police policeman policewoman policymaker politician pollster
    pope populist porter postman preacher premier presenter president president-elect priest prince princess
    principal prisoner producer professor programmer promoter prosecution prosecutor prostitute protester
    protestor provost psychiatrist psychologist publicist publisher pundit pupil queen rabbi racist radical raider
    railwayman ranger rapist rapper rebel receptionist recruit rector referee reformist refugee regime registrar
    regulator relative rep reporter representative republican rescuer researcher reservist resident responder
    restaurateur retiree revolutionary rider ringleader rioter rival robber royalist runner saboteur sailor
    salesman scammer scholar schoolchild scientist screenwriter sculptor seafarer seaman secretary seeker seller
    senator separatist sergeant servant serviceman servicewoman settler shareholder sharpshooter sheikh shepherd
    sheriff shipowner shooter shopkeeper shopper sibling side signatory singer sister sister-in-law skipper slave
    smuggler sniper socialist soldier solicitor son son-in-law spectator spokesman spokesperson spokeswoman
    sponsor sportsman spouse spy squad squatter stabber staff staffer stakeholder stalker state statesman
    steelworker stepbrother stepdaughter stepfather stepmother stepsister stepson steward stewardess stowaway
    strategist streamer strikebreaker striker strongman student subscriber successor suicide_bomber superintendent
    supervisor supporter surgeon surveyor survivor suspect swimmer sympathiser sympathizer syndicate tailor
    taxpayer teacher team teammate technician teen teenager tenant terrorist theologian thief thug tiktoker
    toddler tourist trader trafficker trainee trainer traitor translator traveler traveller treasurer trespasser
    tribe tribesman tribunal trio troop trooper troops trucker trustee tutor twin tycoon uncle undersecretary
    union unit user vendor veteran veterinarian vicar vice-chancellor vice-president viceroy victim viewer
    vigilante villager virologist visitor vlogger vocalist volunteer voter waiter waitress warden warlord warrior
    watchdog watchman welder whistleblower widow widower wife witness woman worker worshiper worshipper wrestler
    writer wrongdoer youngster youth youtuber""".split()
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
