"""Terms of the vocabularies in use, typed: a mistyped term fails at import and in mypy, not in a query.

Each vocabulary is a `StrEnum` whose members are named by the local name and whose values are full
IRIs, so a member can stand wherever a string IRI is expected. `PG` is exactly the set of terms that
``policygraph.ttl`` defines; a test keeps the two equal, both ways. Of other vocabularies only the
terms in use are listed.

A local name that is a Python keyword takes an underscore (``VOID.class_``). A few local names are
also methods of `str` (``title``, ``format``): the member wins, and the type checker is told so.
"""
# ruff: noqa: N815 -- members carry the local names of the vocabularies

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = [
    "DCAT",
    "DCTERMS",
    "DOCO",
    "DQV",
    "ELI",
    "FOAF",
    "OA",
    "ORG",
    "OWL",
    "PG",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SD",
    "SKOS",
    "VOID",
    "XSD",
]

#: Prefix to namespace: the one place for prefixes, in the order in which documents declare them.
PREFIXES: Final[dict[str, str]] = {
    "pg": "https://w3id.org/policygraph/ontology#",
    "pgc": "https://w3id.org/policygraph/concept/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "doco": "http://purl.org/spar/doco/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dqv": "http://www.w3.org/ns/dqv#",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "vann": "http://purl.org/vocab/vann/",
}


class PG(StrEnum):
    """Terms of our own, ``policygraph.ttl``."""

    # classes
    Association = "https://w3id.org/policygraph/ontology#Association"
    Department = "https://w3id.org/policygraph/ontology#Department"
    Document = "https://w3id.org/policygraph/ontology#Document"
    Enterprise = "https://w3id.org/policygraph/ontology#Enterprise"
    Government = "https://w3id.org/policygraph/ontology#Government"
    Indicator = "https://w3id.org/policygraph/ontology#Indicator"
    Institution = "https://w3id.org/policygraph/ontology#Institution"
    Measure = "https://w3id.org/policygraph/ontology#Measure"
    Organization = "https://w3id.org/policygraph/ontology#Organization"
    Park = "https://w3id.org/policygraph/ontology#Park"
    Passage = "https://w3id.org/policygraph/ontology#Passage"
    Place = "https://w3id.org/policygraph/ontology#Place"
    Plan = "https://w3id.org/policygraph/ontology#Plan"
    Platform = "https://w3id.org/policygraph/ontology#Platform"
    Programme = "https://w3id.org/policygraph/ontology#Programme"
    Project = "https://w3id.org/policygraph/ontology#Project"
    Responsibility = "https://w3id.org/policygraph/ontology#Responsibility"
    Section = "https://w3id.org/policygraph/ontology#Section"
    Target = "https://w3id.org/policygraph/ontology#Target"
    # properties between things
    builtBy = "https://w3id.org/policygraph/ontology#builtBy"
    comparator = "https://w3id.org/policygraph/ontology#comparator"
    department = "https://w3id.org/policygraph/ontology#department"
    function = "https://w3id.org/policygraph/ontology#function"
    inPlan = "https://w3id.org/policygraph/ontology#inPlan"
    indicator = "https://w3id.org/policygraph/ontology#indicator"
    instrument = "https://w3id.org/policygraph/ontology#instrument"
    measure = "https://w3id.org/policygraph/ontology#measure"
    measureKind = "https://w3id.org/policygraph/ontology#measureKind"
    mentions = "https://w3id.org/policygraph/ontology#mentions"
    nature = "https://w3id.org/policygraph/ontology#nature"
    operatedBy = "https://w3id.org/policygraph/ontology#operatedBy"
    responsibleDepartment = "https://w3id.org/policygraph/ontology#responsibleDepartment"
    responsibleFor = "https://w3id.org/policygraph/ontology#responsibleFor"
    role = "https://w3id.org/policygraph/ontology#role"
    topic = "https://w3id.org/policygraph/ontology#topic"
    # properties with literal values
    adminCode = "https://w3id.org/policygraph/ontology#adminCode"
    asWritten = "https://w3id.org/policygraph/ontology#asWritten"
    collective = "https://w3id.org/policygraph/ontology#collective"
    confidence = "https://w3id.org/policygraph/ontology#confidence"
    content = "https://w3id.org/policygraph/ontology#content"
    dueYear = "https://w3id.org/policygraph/ontology#dueYear"
    endYear = "https://w3id.org/policygraph/ontology#endYear"
    foundBy = "https://w3id.org/policygraph/ontology#foundBy"
    growthRate = "https://w3id.org/policygraph/ontology#growthRate"
    investment = "https://w3id.org/policygraph/ontology#investment"
    level = "https://w3id.org/policygraph/ontology#level"
    normalizedUnit = "https://w3id.org/policygraph/ontology#normalizedUnit"
    normalizedValue = "https://w3id.org/policygraph/ontology#normalizedValue"
    number = "https://w3id.org/policygraph/ontology#number"
    order = "https://w3id.org/policygraph/ontology#order"
    progress = "https://w3id.org/policygraph/ontology#progress"
    startYear = "https://w3id.org/policygraph/ontology#startYear"
    text = "https://w3id.org/policygraph/ontology#text"
    unit = "https://w3id.org/policygraph/ontology#unit"
    upperValue = "https://w3id.org/policygraph/ontology#upperValue"
    value = "https://w3id.org/policygraph/ontology#value"


class RDF(StrEnum):
    """RDF 1.1 terms."""

    langString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class RDFS(StrEnum):
    """RDF Schema 1.1 terms."""

    Class = "http://www.w3.org/2000/01/rdf-schema#Class"
    comment = "http://www.w3.org/2000/01/rdf-schema#comment"
    domain = "http://www.w3.org/2000/01/rdf-schema#domain"
    isDefinedBy = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    range = "http://www.w3.org/2000/01/rdf-schema#range"
    seeAlso = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
    subClassOf = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
    subPropertyOf = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf"


class XSD(StrEnum):
    """XML Schema 1.1 datatypes in use."""

    anyURI = "http://www.w3.org/2001/XMLSchema#anyURI"
    boolean = "http://www.w3.org/2001/XMLSchema#boolean"
    date = "http://www.w3.org/2001/XMLSchema#date"
    dateTime = "http://www.w3.org/2001/XMLSchema#dateTime"
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    gYear = "http://www.w3.org/2001/XMLSchema#gYear"
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    string = "http://www.w3.org/2001/XMLSchema#string"


class OWL(StrEnum):
    """OWL 2 terms."""

    AnnotationProperty = "http://www.w3.org/2002/07/owl#AnnotationProperty"
    Class = "http://www.w3.org/2002/07/owl#Class"
    DatatypeProperty = "http://www.w3.org/2002/07/owl#DatatypeProperty"
    NamedIndividual = "http://www.w3.org/2002/07/owl#NamedIndividual"
    ObjectProperty = "http://www.w3.org/2002/07/owl#ObjectProperty"
    Ontology = "http://www.w3.org/2002/07/owl#Ontology"
    inverseOf = "http://www.w3.org/2002/07/owl#inverseOf"
    sameAs = "http://www.w3.org/2002/07/owl#sameAs"
    versionIRI = "http://www.w3.org/2002/07/owl#versionIRI"
    versionInfo = "http://www.w3.org/2002/07/owl#versionInfo"


class DCTERMS(StrEnum):
    """DCMI Metadata Terms."""

    conformsTo = "http://purl.org/dc/terms/conformsTo"
    created = "http://purl.org/dc/terms/created"
    creator = "http://purl.org/dc/terms/creator"
    description = "http://purl.org/dc/terms/description"
    extent = "http://purl.org/dc/terms/extent"
    format = "http://purl.org/dc/terms/format"  # type: ignore[assignment]  # shadows str.format
    hasPart = "http://purl.org/dc/terms/hasPart"
    identifier = "http://purl.org/dc/terms/identifier"
    isPartOf = "http://purl.org/dc/terms/isPartOf"
    issued = "http://purl.org/dc/terms/issued"
    language = "http://purl.org/dc/terms/language"
    license = "http://purl.org/dc/terms/license"
    modified = "http://purl.org/dc/terms/modified"
    publisher = "http://purl.org/dc/terms/publisher"
    rights = "http://purl.org/dc/terms/rights"
    source = "http://purl.org/dc/terms/source"
    spatial = "http://purl.org/dc/terms/spatial"
    subject = "http://purl.org/dc/terms/subject"
    temporal = "http://purl.org/dc/terms/temporal"
    title = "http://purl.org/dc/terms/title"  # type: ignore[assignment]  # shadows str.title
    type = "http://purl.org/dc/terms/type"


class SKOS(StrEnum):
    """SKOS terms."""

    Concept = "http://www.w3.org/2004/02/skos/core#Concept"
    ConceptScheme = "http://www.w3.org/2004/02/skos/core#ConceptScheme"
    altLabel = "http://www.w3.org/2004/02/skos/core#altLabel"
    broadMatch = "http://www.w3.org/2004/02/skos/core#broadMatch"
    broader = "http://www.w3.org/2004/02/skos/core#broader"
    changeNote = "http://www.w3.org/2004/02/skos/core#changeNote"
    definition = "http://www.w3.org/2004/02/skos/core#definition"
    hasTopConcept = "http://www.w3.org/2004/02/skos/core#hasTopConcept"
    inScheme = "http://www.w3.org/2004/02/skos/core#inScheme"
    narrower = "http://www.w3.org/2004/02/skos/core#narrower"
    notation = "http://www.w3.org/2004/02/skos/core#notation"
    prefLabel = "http://www.w3.org/2004/02/skos/core#prefLabel"
    scopeNote = "http://www.w3.org/2004/02/skos/core#scopeNote"
    topConceptOf = "http://www.w3.org/2004/02/skos/core#topConceptOf"


class PROV(StrEnum):
    """PROV-O terms."""

    Activity = "http://www.w3.org/ns/prov#Activity"
    Agent = "http://www.w3.org/ns/prov#Agent"
    Entity = "http://www.w3.org/ns/prov#Entity"
    Plan = "http://www.w3.org/ns/prov#Plan"
    SoftwareAgent = "http://www.w3.org/ns/prov#SoftwareAgent"
    endedAtTime = "http://www.w3.org/ns/prov#endedAtTime"
    generated = "http://www.w3.org/ns/prov#generated"
    generatedAtTime = "http://www.w3.org/ns/prov#generatedAtTime"
    startedAtTime = "http://www.w3.org/ns/prov#startedAtTime"
    used = "http://www.w3.org/ns/prov#used"
    wasAssociatedWith = "http://www.w3.org/ns/prov#wasAssociatedWith"
    wasAttributedTo = "http://www.w3.org/ns/prov#wasAttributedTo"
    wasDerivedFrom = "http://www.w3.org/ns/prov#wasDerivedFrom"
    wasGeneratedBy = "http://www.w3.org/ns/prov#wasGeneratedBy"


class OA(StrEnum):
    """Web Annotation terms."""

    Annotation = "http://www.w3.org/ns/oa#Annotation"
    SpecificResource = "http://www.w3.org/ns/oa#SpecificResource"
    TextPositionSelector = "http://www.w3.org/ns/oa#TextPositionSelector"
    TextQuoteSelector = "http://www.w3.org/ns/oa#TextQuoteSelector"
    bodyValue = "http://www.w3.org/ns/oa#bodyValue"
    classifying = "http://www.w3.org/ns/oa#classifying"
    end = "http://www.w3.org/ns/oa#end"
    exact = "http://www.w3.org/ns/oa#exact"
    hasBody = "http://www.w3.org/ns/oa#hasBody"
    hasSelector = "http://www.w3.org/ns/oa#hasSelector"
    hasSource = "http://www.w3.org/ns/oa#hasSource"
    hasTarget = "http://www.w3.org/ns/oa#hasTarget"
    motivatedBy = "http://www.w3.org/ns/oa#motivatedBy"
    start = "http://www.w3.org/ns/oa#start"


class ORG(StrEnum):
    """Organization Ontology terms."""

    FormalOrganization = "http://www.w3.org/ns/org#FormalOrganization"
    Membership = "http://www.w3.org/ns/org#Membership"
    Role = "http://www.w3.org/ns/org#Role"
    purpose = "http://www.w3.org/ns/org#purpose"


class SCHEMA(StrEnum):
    """schema.org terms."""

    AdministrativeArea = "https://schema.org/AdministrativeArea"
    Place = "https://schema.org/Place"
    Project = "https://schema.org/Project"
    Role = "https://schema.org/Role"
    WebSite = "https://schema.org/WebSite"
    description = "https://schema.org/description"
    expires = "https://schema.org/expires"
    identifier = "https://schema.org/identifier"
    mentions = "https://schema.org/mentions"
    sha256 = "https://schema.org/sha256"
    target = "https://schema.org/target"
    text = "https://schema.org/text"
    value = "https://schema.org/value"


class FOAF(StrEnum):
    """FOAF terms."""

    Agent = "http://xmlns.com/foaf/0.1/Agent"
    Document = "http://xmlns.com/foaf/0.1/Document"
    homepage = "http://xmlns.com/foaf/0.1/homepage"
    name = "http://xmlns.com/foaf/0.1/name"
    page = "http://xmlns.com/foaf/0.1/page"
    primaryTopic = "http://xmlns.com/foaf/0.1/primaryTopic"
    topic = "http://xmlns.com/foaf/0.1/topic"


class ELI(StrEnum):
    """European Legislation Identifier terms."""

    LegalResource = "http://data.europa.eu/eli/ontology#LegalResource"
    based_on = "http://data.europa.eu/eli/ontology#based_on"


class DOCO(StrEnum):
    """Document Components Ontology terms."""

    Section = "http://purl.org/spar/doco/Section"


class DCAT(StrEnum):
    """DCAT 3 terms."""

    Catalog = "http://www.w3.org/ns/dcat#Catalog"
    DataService = "http://www.w3.org/ns/dcat#DataService"
    Dataset = "http://www.w3.org/ns/dcat#Dataset"
    Distribution = "http://www.w3.org/ns/dcat#Distribution"
    accessService = "http://www.w3.org/ns/dcat#accessService"
    accessURL = "http://www.w3.org/ns/dcat#accessURL"
    byteSize = "http://www.w3.org/ns/dcat#byteSize"
    compressFormat = "http://www.w3.org/ns/dcat#compressFormat"
    dataset = "http://www.w3.org/ns/dcat#dataset"
    distribution = "http://www.w3.org/ns/dcat#distribution"
    downloadURL = "http://www.w3.org/ns/dcat#downloadURL"
    endpointDescription = "http://www.w3.org/ns/dcat#endpointDescription"
    endpointURL = "http://www.w3.org/ns/dcat#endpointURL"
    keyword = "http://www.w3.org/ns/dcat#keyword"
    landingPage = "http://www.w3.org/ns/dcat#landingPage"
    mediaType = "http://www.w3.org/ns/dcat#mediaType"
    servesDataset = "http://www.w3.org/ns/dcat#servesDataset"
    service = "http://www.w3.org/ns/dcat#service"
    theme = "http://www.w3.org/ns/dcat#theme"
    version = "http://www.w3.org/ns/dcat#version"


class DQV(StrEnum):
    """Data Quality Vocabulary terms (W3C Working Group Note, 2016)."""

    Dimension = "http://www.w3.org/ns/dqv#Dimension"
    Metric = "http://www.w3.org/ns/dqv#Metric"
    QualityAnnotation = "http://www.w3.org/ns/dqv#QualityAnnotation"
    QualityMeasurement = "http://www.w3.org/ns/dqv#QualityMeasurement"
    computedOn = "http://www.w3.org/ns/dqv#computedOn"
    expectedDataType = "http://www.w3.org/ns/dqv#expectedDataType"
    inDimension = "http://www.w3.org/ns/dqv#inDimension"
    isMeasurementOf = "http://www.w3.org/ns/dqv#isMeasurementOf"
    qualityAssessment = "http://www.w3.org/ns/dqv#qualityAssessment"
    value = "http://www.w3.org/ns/dqv#value"


class VOID(StrEnum):
    """VoID terms."""

    Dataset = "http://rdfs.org/ns/void#Dataset"
    DatasetDescription = "http://rdfs.org/ns/void#DatasetDescription"
    class_ = "http://rdfs.org/ns/void#class"
    classPartition = "http://rdfs.org/ns/void#classPartition"
    classes = "http://rdfs.org/ns/void#classes"
    dataDump = "http://rdfs.org/ns/void#dataDump"
    distinctObjects = "http://rdfs.org/ns/void#distinctObjects"
    distinctSubjects = "http://rdfs.org/ns/void#distinctSubjects"
    documents = "http://rdfs.org/ns/void#documents"
    entities = "http://rdfs.org/ns/void#entities"
    exampleResource = "http://rdfs.org/ns/void#exampleResource"
    feature = "http://rdfs.org/ns/void#feature"
    inDataset = "http://rdfs.org/ns/void#inDataset"
    properties = "http://rdfs.org/ns/void#properties"
    property = "http://rdfs.org/ns/void#property"
    propertyPartition = "http://rdfs.org/ns/void#propertyPartition"
    rootResource = "http://rdfs.org/ns/void#rootResource"
    sparqlEndpoint = "http://rdfs.org/ns/void#sparqlEndpoint"
    subset = "http://rdfs.org/ns/void#subset"
    triples = "http://rdfs.org/ns/void#triples"
    uriSpace = "http://rdfs.org/ns/void#uriSpace"
    vocabulary = "http://rdfs.org/ns/void#vocabulary"


class SD(StrEnum):
    """SPARQL 1.1 Service Description terms."""

    Dataset = "http://www.w3.org/ns/sparql-service-description#Dataset"
    Graph = "http://www.w3.org/ns/sparql-service-description#Graph"
    NamedGraph = "http://www.w3.org/ns/sparql-service-description#NamedGraph"
    SPARQL11Query = "http://www.w3.org/ns/sparql-service-description#SPARQL11Query"
    SPARQL11Update = "http://www.w3.org/ns/sparql-service-description#SPARQL11Update"
    Service = "http://www.w3.org/ns/sparql-service-description#Service"
    UnionDefaultGraph = "http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph"
    defaultDataset = "http://www.w3.org/ns/sparql-service-description#defaultDataset"
    defaultGraph = "http://www.w3.org/ns/sparql-service-description#defaultGraph"
    endpoint = "http://www.w3.org/ns/sparql-service-description#endpoint"
    feature = "http://www.w3.org/ns/sparql-service-description#feature"
    graph = "http://www.w3.org/ns/sparql-service-description#graph"
    inputFormat = "http://www.w3.org/ns/sparql-service-description#inputFormat"
    name = "http://www.w3.org/ns/sparql-service-description#name"
    namedGraph = "http://www.w3.org/ns/sparql-service-description#namedGraph"
    resultFormat = "http://www.w3.org/ns/sparql-service-description#resultFormat"
    supportedLanguage = "http://www.w3.org/ns/sparql-service-description#supportedLanguage"
