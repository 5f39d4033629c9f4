package city.hotline.core.floor;

import city.hotline.core.arrival.Arrivals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.conversation.OfferRules;
import city.hotline.core.conversation.OrderNumbers;
import city.hotline.core.conversation.ReportRules;
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
    WrapUpRules wrapUps,
    ReportRules reports) {

  static FloorRules over(
      String district,
      Directory directory,
      FloorSettings settings,
      LiveCalls calls,
      Seats seats,
      OrderNumbers orders) {
    QueueExits exits = new QueueExits(calls, settings);
    OfferRules offers = new OfferRules(calls, seats, settings);
    TalkRules talk = new TalkRules(calls, seats, settings);
    return new FloorRules(
        new Arrivals(district, directory, calls),
        exits,
        new SignInRules(district, seats, calls),
        new PresenceRules(seats, calls),
        offers,
        talk,
        new WrapUpRules(district, calls, seats, orders, directory),
        new ReportRules(calls, exits, offers, talk));
  }
}
