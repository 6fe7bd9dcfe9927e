/// What is fixed for one generated ad: all of it follows from the seed and the ad's number.
struct NAVAd: Sendable {
  let number: UInt32
  let occupation: Int
  let branch: NAVBranch
  let employer: Int
  private let wording: UInt64
  private let rest: SeededStream

  init(seed: UInt64, number: UInt32) {
    var stream = SeededStream(seed: seed, domain: 11, index: UInt64(number))
    self.number = number
    occupation = NAVOccupations.all.index(&stream)
    branch = NAVOccupations.all.occupations[occupation].branch
    employer = stream.below(NAVEmployers.all.names[branch.rawValue].count)
    wording = stream.next()
    rest = stream
  }

  /// The municipality it is published for, or `NAVPlaces.unknown`.
  var place: UInt16 {
    var stream = rest
    return stream.chance(perMille: 25) ? NAVPlaces.unknown : NAVPlaces.all.index(&stream)
  }

  /// The number of the words behind the title; about half of the ads have none.
  func ending(revision: UInt8) -> Int {
    let step = UInt64(revision & 15)
    let word = SeededStream.mixed(wording ^ step)
    if word & 1 == 0 { return 0 }
    return Int(word >> 8 & 0xffff) % NAVOccupations.all.endings.count
  }

  /// The title as of a revision.
  func title(revision: UInt8) -> String {
    let all = NAVOccupations.all
    return all.occupations[occupation].title + all.endings[ending(revision: revision)]
  }

  var employerName: String { NAVEmployers.all.names[branch.rawValue][employer] }
}
