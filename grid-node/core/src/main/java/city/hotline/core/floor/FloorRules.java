package city.hotline.core.floor;

import city.hotline.core.arrival.Arrivals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.conversation.OfferRules;
import city.hotline.core.conversation.OrderNumbers;
import city.hotline.core.conversation.TalkRules;
import city.hotline.core.conversation.WrapUpRules;
import city.hotline.core.directory.Directory;
import city.hotline.core.queue.QueueExits;
import city.hotline.core.seat.PresenceRules;
import city.hotline.core.seat.Seats;
import city.hotline.core.seat.SignInRules;
import city.hotline.proto.floor.v1.FloorSettings;

/** The rules of all steps over one floor. */
record FloorRules(
    Arrivals arrivals,
    QueueExits exits,
    SignInRules signIns,
    PresenceRules presence,
    OfferRules offers,
    TalkRules talk,
    WrapUpRules wrapUps) {

  static FloorRules over(
      String district,
      Directory directory,
      FloorSettings settings,
      LiveCalls calls,
      Seats seats,
      OrderNumbers orders) {
    return new FloorRules(
        new Arrivals(district, directory, calls),
        new QueueExits(calls, settings),
        new SignInRules(district, seats, calls),
        new PresenceRules(seats, calls),
        new OfferRules(calls, seats, settings),
        new TalkRules(calls, seats, settings),
        new WrapUpRules(district, calls, seats, orders, directory));
  }
}
