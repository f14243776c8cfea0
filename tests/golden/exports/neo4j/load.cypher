// Copy the CSV files beside this script into the import folder of the database, then run:
//   cypher-shell -f load.cypher
// It may be run again. Each node has, as `timeline`, the hash of the articles that were read, and of a filtered part behind a
// slash that of its events: what was loaded of the same articles, or of the same part, before is removed first, with all edges
// to it, also yours. Other timelines and parts stay beside it, also one of fewer or more of these articles. To remove one:
//   MATCH (n {timeline: 'ITS HASH'}) DETACH DELETE n;

MATCH (n:Timeline {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d'}) DETACH DELETE n;

MATCH (n:Event {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d'}) DETACH DELETE n;

MATCH (n:Actor {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d'}) DETACH DELETE n;

MATCH (n:Place {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d'}) DETACH DELETE n;

MATCH (n:Article {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d'}) DETACH DELETE n;

MERGE (t:Timeline {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d'})
SET t.`timeline_version` = '0.1.0',
    t.`ontology_sha256` = '0000000000000000000000000000000000000000000000000000000000000000',
    t.`input_sha256` = '1111111111111111111111111111111111111111111111111111111111111111',
    t.`part` = '5 of 15 events',
    t.`part_sha256` = '3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d';

CREATE CONSTRAINT event_of_timeline IF NOT EXISTS FOR (n:Event) REQUIRE (n.timeline, n.id) IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///event.csv' AS row
MERGE (n:Event {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`id`})
SET n.`label` = row.`label`,
    n.`type` = row.`type`,
    n.`family` = row.`family`,
    n.`plover` = row.`plover`,
    n.`start` = date(row.`start`),
    n.`end` = date(row.`end`),
    n.`edtf` = row.`edtf`,
    n.`precision` = row.`precision`,
    n.`not_before` = date(row.`not_before`),
    n.`not_after` = date(row.`not_after`),
    n.`when` = row.`when`,
    n.`when_doc` = row.`when_doc`,
    n.`anchor` = row.`anchor`,
    n.`anchor_is` = row.`anchor_is`,
    n.`rule` = row.`rule`,
    n.`status` = row.`status`,
    n.`conflicts` = row.`conflicts`,
    n.`corrected` = row.`corrected`,
    n.`when_start` = toInteger(row.`when_start`),
    n.`when_end` = toInteger(row.`when_end`),
    n.`count` = toInteger(row.`count`),
    n.`articles` = toInteger(row.`articles`),
    n.`independent` = toInteger(row.`independent`),
    n.`mentions` = toInteger(row.`mentions`),
    n.`fills` = toBoolean(row.`fills`),
    n.`narrowed` = toBoolean(row.`narrowed`),
    n.`reported` = toBoolean(row.`reported`),
    n.`main` = toBoolean(row.`main`);

CREATE CONSTRAINT actor_of_timeline IF NOT EXISTS FOR (n:Actor) REQUIRE (n.timeline, n.id) IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///actor.csv' AS row
MERGE (n:Actor {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`id`})
SET n.`label` = row.`label`,
    n.`actor_kind` = row.`actor_kind`,
    n.`names` = row.`names`,
    n.`country` = row.`country`,
    n.`named` = toBoolean(row.`named`);

CREATE CONSTRAINT place_of_timeline IF NOT EXISTS FOR (n:Place) REQUIRE (n.timeline, n.id) IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///place.csv' AS row
MERGE (n:Place {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`id`})
SET n.`label` = row.`label`,
    n.`place_kind` = row.`place_kind`,
    n.`names` = row.`names`,
    n.`country` = row.`country`,
    n.`point_of` = row.`point_of`,
    n.`lat` = toFloat(row.`lat`),
    n.`lon` = toFloat(row.`lon`);

CREATE CONSTRAINT article_of_timeline IF NOT EXISTS FOR (n:Article) REQUIRE (n.timeline, n.id) IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///article.csv' AS row
MERGE (n:Article {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`id`})
SET n.`label` = row.`label`,
    n.`date` = date(row.`date`),
    n.`date_source` = row.`date_source`,
    n.`url` = row.`url`,
    n.`source` = row.`source`;

LOAD CSV WITH HEADERS FROM 'file:///role.csv' AS row
MATCH (a:Actor {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`from`}), (b:Event {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`to`})
MERGE (a)-[r:TAKES_PART {key: row.`key`}]->(b)
SET r.`role` = row.`role`,
    r.`sure` = toBoolean(row.`sure`);

LOAD CSV WITH HEADERS FROM 'file:///at.csv' AS row
MATCH (a:Event {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`from`}), (b:Place {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`to`})
MERGE (a)-[r:AT {key: row.`key`}]->(b)
SET r.`sure` = toBoolean(row.`sure`);

LOAD CSV WITH HEADERS FROM 'file:///reports.csv' AS row
MATCH (a:Article {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`from`}), (b:Event {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`to`})
MERGE (a)-[r:REPORTS {key: row.`key`}]->(b)
SET r.`text` = row.`text`,
    r.`sentence` = row.`sentence`,
    r.`start` = toInteger(row.`start`),
    r.`end` = toInteger(row.`end`),
    r.`sentence_start` = toInteger(row.`sentence_start`),
    r.`sentence_end` = toInteger(row.`sentence_end`);

LOAD CSV WITH HEADERS FROM 'file:///within.csv' AS row
MATCH (a:Place {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`from`}), (b:Place {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`to`})
MERGE (a)-[r:WITHIN {key: row.`key`}]->(b)
;

LOAD CSV WITH HEADERS FROM 'file:///follows.csv' AS row
MATCH (a:Event {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`from`}), (b:Event {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`to`})
MERGE (a)-[r:FOLLOWS {key: row.`key`}]->(b)
;

LOAD CSV WITH HEADERS FROM 'file:///part_of.csv' AS row
MATCH (a:Event {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`from`}), (b:Event {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`to`})
MERGE (a)-[r:PART_OF {key: row.`key`}]->(b)
;

LOAD CSV WITH HEADERS FROM 'file:///copy_of.csv' AS row
MATCH (a:Article {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`from`}), (b:Article {timeline: '1111111111111111111111111111111111111111111111111111111111111111/3fbec5d1719eb3b5b9861484b312b789126d866fb827a7d73ae8c71f0ddd136d', id: row.`to`})
MERGE (a)-[r:COPY_OF {key: row.`key`}]->(b)
;
