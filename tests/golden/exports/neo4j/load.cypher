// Copy the CSV files beside this script into the import folder of the database, then run:
//   cypher-shell -f load.cypher
// It may be run again: what is there already is brought up to date.

MERGE (t:Timeline {id: 'timeline'})
SET t.`timeline_version` = '0.1.0',
    t.`ontology_sha256` = '0000000000000000000000000000000000000000000000000000000000000000',
    t.`input_sha256` = '1111111111111111111111111111111111111111111111111111111111111111';

CREATE CONSTRAINT event_id IF NOT EXISTS FOR (n:Event) REQUIRE n.id IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///event.csv' AS row
MERGE (n:Event {id: row.id})
SET n.`anchor` = row.`anchor`,
    n.`anchor_is` = row.`anchor_is`,
    n.`articles` = toInteger(row.`articles`),
    n.`conflicts` = row.`conflicts`,
    n.`corrected` = row.`corrected`,
    n.`edtf` = row.`edtf`,
    n.`end` = date(row.`end`),
    n.`family` = row.`family`,
    n.`independent` = toInteger(row.`independent`),
    n.`label` = row.`label`,
    n.`main` = toBoolean(row.`main`),
    n.`mentions` = toInteger(row.`mentions`),
    n.`narrowed` = toBoolean(row.`narrowed`),
    n.`not_after` = date(row.`not_after`),
    n.`precision` = row.`precision`,
    n.`reported` = toBoolean(row.`reported`),
    n.`rule` = row.`rule`,
    n.`start` = date(row.`start`),
    n.`status` = row.`status`,
    n.`type` = row.`type`,
    n.`when` = row.`when`,
    n.`when_doc` = row.`when_doc`,
    n.`when_end` = toInteger(row.`when_end`),
    n.`when_start` = toInteger(row.`when_start`);

CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///actor.csv' AS row
MERGE (n:Actor {id: row.id})
SET n.`actor_kind` = row.`actor_kind`,
    n.`country` = row.`country`,
    n.`label` = row.`label`,
    n.`named` = toBoolean(row.`named`),
    n.`names` = row.`names`;

CREATE CONSTRAINT place_id IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///place.csv' AS row
MERGE (n:Place {id: row.id})
SET n.`country` = row.`country`,
    n.`label` = row.`label`,
    n.`lat` = toFloat(row.`lat`),
    n.`lon` = toFloat(row.`lon`),
    n.`names` = row.`names`,
    n.`place_kind` = row.`place_kind`,
    n.`point_of` = row.`point_of`;

CREATE CONSTRAINT article_id IF NOT EXISTS FOR (n:Article) REQUIRE n.id IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///article.csv' AS row
MERGE (n:Article {id: row.id})
SET n.`date` = date(row.`date`),
    n.`date_source` = row.`date_source`,
    n.`label` = row.`label`,
    n.`source` = row.`source`,
    n.`url` = row.`url`;

LOAD CSV WITH HEADERS FROM 'file:///role.csv' AS row
MATCH (a:Actor {id: row.`from`}), (b:Event {id: row.`to`})
MERGE (a)-[r:TAKES_PART {key: row.`key`}]->(b)
SET r.`role` = row.`role`,
    r.`sure` = toBoolean(row.`sure`);

LOAD CSV WITH HEADERS FROM 'file:///at.csv' AS row
MATCH (a:Event {id: row.`from`}), (b:Place {id: row.`to`})
MERGE (a)-[r:AT {key: row.`key`}]->(b)
SET r.`sure` = toBoolean(row.`sure`);

LOAD CSV WITH HEADERS FROM 'file:///reports.csv' AS row
MATCH (a:Article {id: row.`from`}), (b:Event {id: row.`to`})
MERGE (a)-[r:REPORTS {key: row.`key`}]->(b)
SET r.`end` = toInteger(row.`end`),
    r.`sentence` = row.`sentence`,
    r.`sentence_end` = toInteger(row.`sentence_end`),
    r.`sentence_start` = toInteger(row.`sentence_start`),
    r.`start` = toInteger(row.`start`),
    r.`text` = row.`text`;

LOAD CSV WITH HEADERS FROM 'file:///within.csv' AS row
MATCH (a:Place {id: row.`from`}), (b:Place {id: row.`to`})
MERGE (a)-[r:WITHIN {key: row.`key`}]->(b)
;

LOAD CSV WITH HEADERS FROM 'file:///copy_of.csv' AS row
MATCH (a:Article {id: row.`from`}), (b:Article {id: row.`to`})
MERGE (a)-[r:COPY_OF {key: row.`key`}]->(b)
;
