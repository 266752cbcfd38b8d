import CaseFolder
import Evidence
import Testing

import struct Evidence.Tag

@testable import Response

private func matches(_ fields: Text?, _ labels: Text?, known: [Tag]? = [Tag(key: "app", value: "api")]) -> Bool {
  SecretSelector(fields: fields, labels: labels).canMatch(
    name: "db", namespace: "payments", type: "Opaque", labels: known)
}

@Test func fieldSelectorsNarrowAList() {
  #expect(matches("metadata.name=db", nil))
  #expect(!matches("metadata.name=other", nil))
  #expect(!matches("metadata.name!=db", nil))
  #expect(!matches("type=kubernetes.io/tls", nil))
  #expect(matches("type!=kubernetes.io/tls,metadata.namespace==payments", nil))
}

@Test func labelSelectorsNarrowAListWhenLabelsAreKnown() {
  #expect(matches(nil, "app=api"))
  #expect(!matches(nil, "app!=api"))
  #expect(matches(nil, "app in (web,api),!old"))
  #expect(!matches(nil, "app notin (web, api)"))
  #expect(!matches(nil, "tier"))
  #expect(matches(nil, "tier", known: nil))
}

@Test func queriesAreDecodedOnceAndMalformedEscapesStay() {
  let query = RequestQuery("/api/v1/secrets?limit=500&labelSelector=a%3Db%2Cc&command=a+b&command=%zz&continue=")
  #expect(query["limit"] == "500")
  #expect(query["labelSelector"] == "a=b,c")
  #expect(query.all("command") == ["a b", "%zz"])
  #expect(query["continue"] == "")
}

@Test func secretNamesLoseTheSuffixOfTheirARNOnly() {
  #expect(secretName("arn:aws:secretsmanager:us-west-2:1:secret:prod/payments/db-AbCdEf") == "prod/payments/db")
  #expect(secretName("prod/db-AbCdEf") == "prod/db-AbCdEf")
  #expect(parameterName("arn:aws:ssm:us-west-2:1:parameter/prod/payments/hmac") == "/prod/payments/hmac")
  #expect(parameterName("arn:aws:ssm:us-west-2:1:parameter/plain") == "plain")
}

@Test func durationsAreCutToWholeSeconds() {
  #expect(durationWords(146_971) == "1 d 16 h 49 m 31 s")
  #expect(durationWords(0) == "0 s")
  #expect(durationWords(961) == "16 m 01 s")
}
