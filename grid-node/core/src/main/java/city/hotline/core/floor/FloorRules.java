package city.hotline.core.floor;

import city.hotline.core.alert.AlertRules;
import city.hotline.core.arrival.Arrivals;
import city.hotline.core.arrival.LiveCalls;
import city.hotline.core.conversation.CallbackRules;
import city.hotline.core.conversation.CompanionRules;
import city.hotline.core.conversation.OfferRules;
import city.hotline.core.conversation.OrderNumbers;
import city.hotline.core.conversation.ReportRules;
import city.hotline.core.conversation.TalkRules;
import city.hotline.core.conversation.TransferRules;
import city.hotline.core.conversation.WrapUpRules;
import city.hotline.core.directory.Directories;
import city.hotline.core.queue.BoostRules;
import city.hotline.core.queue.Entrance;
import city.hotline.core.queue.QueueExits;
import city.hotline.core.queue.QueueRules;
import city.hotline.core.queue.Queues;
import city.hotline.core.seat.LoanRules;
import city.hotline.core.seat.PresenceRules;
import city.hotline.core.seat.Seats;
import city.hotline.core.seat.SignInRules;
import city.hotline.proto.floor.v1.FloorSettings;

/** The rules of all steps over one floor. */
record FloorRules(
    Entrance entrance,
    QueueExits exits,
    BoostRules boosts,
    QueueRules queues,
    AlertRules alerts,
    OfSeats seats,
    OfferRules offers,
    OfTalk talk,
    ReportRules reports) {

  /** About seats alone. */
  record OfSeats(SignInRules signIns, PresenceRules presence, LoanRules loans) {}

  /** From the conversation on. */
  record OfTalk(
      CallbackRules callbacks,
      TalkRules talk,
      TransferRules transfers,
      CompanionRules companions,
      WrapUpRules wrapUps) {}

  static FloorRules over(
      String district,
      Directories directories,
      FloorSettings settings,
      LiveCalls calls,
      Lineup lineup,
      OrderNumbers orders) {
    Seats seats = lineup.seats();
    Queues queues = lineup.queues();
    QueueExits exits = new QueueExits(calls, settings);
    CallbackRules callbacks = new CallbackRules(calls, queues);
    OfferRules offers = new OfferRules(calls, seats, queues, settings, callbacks);
    TalkRules talk = new TalkRules(calls, seats, settings);
    Entrance entrance =
        new Entrance(
            new Arrivals(district, directories, calls),
            directories,
            queues,
            lineup.waiting(),
            lineup.recent());
    return new FloorRules(
        entrance,
        exits,
        new BoostRules(calls, queues),
        new QueueRules(district, directories.builtIn(), queues),
        new AlertRules(lineup.alerts()),
        new OfSeats(
            new SignInRules(district, seats, calls),
            new PresenceRules(seats, calls),
            new LoanRules(district, seats, queues, calls, directories.builtIn())),
        offers,
        new OfTalk(
            callbacks,
            talk,
            new TransferRules(calls, seats, directories, entrance, queues),
            new CompanionRules(calls, seats, offers),
            new WrapUpRules(district, calls, seats, orders, directories)),
        new ReportRules(calls, exits, offers, callbacks, talk));
  }
}
