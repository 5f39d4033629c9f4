package city.hotline.core.docket;

import city.hotline.core.directory.Directories;
import city.hotline.core.directory.Directory;
import city.hotline.core.dispatch.Dispatching;
import city.hotline.core.dispatch.Returns;
import city.hotline.core.followup.Attempts;
import city.hotline.core.followup.Claims;
import city.hotline.core.followup.FollowingUp;
import city.hotline.core.handling.Attaching;
import city.hotline.core.handling.Extensions;
import city.hotline.core.handling.Handling;
import city.hotline.core.handling.Helping;
import city.hotline.core.handling.PendingList;
import city.hotline.core.handling.Urging;
import city.hotline.core.handling.Warnings;
import city.hotline.core.moment.Decision;
import city.hotline.core.order.Appeals;
import city.hotline.core.order.ClockMarks;
import city.hotline.core.order.Merging;
import city.hotline.core.order.Migrating;
import city.hotline.core.order.Opening;
import city.hotline.core.order.OrderBook;
import city.hotline.core.order.Reclassifying;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderOpened;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.shard.v1.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of all steps over one docket, by one version of the directory. Applying asks no
 * directory, so the rules of any version apply what those of another decided.
 */
final class DocketRules {
  final Opening opening;
  final Dispatching dispatching;
  final Returns returns;
  final Handling handling;
  final Extensions extensions;
  final PendingList pendingList;
  final Helping helping;
  final Urging urging;
  final Warnings warnings;
  final Merging merging;
  final Reclassifying reclassifying;
  final Migrating migrating;
  final Attaching attaching;
  final Appeals appeals;
  final Superior superior;
  final Claims claims;
  final Attempts attempts;
  final FollowingUp followingUp;
  private final Directory directory;

  /**
   * Over the orders of a book.
   *
   * @param version by which these rules decide
   * @param all for what an order went by before
   */
  DocketRules(OrderBook book, Directories.Version version, Directories all) {
    this.directory = version.directory();
    this.opening = new Opening(book, version);
    this.dispatching = new Dispatching(book.docket(), book, directory);
    this.returns = new Returns(book.docket(), book, directory);
    this.handling = new Handling(book, directory);
    this.extensions = new Extensions(book, directory);
    this.pendingList = new PendingList(book, directory);
    this.helping = new Helping(book.docket(), book, directory);
    this.urging = new Urging(book);
    this.warnings = new Warnings(book, directory);
    this.merging = new Merging(book, directory);
    this.reclassifying = new Reclassifying(book, directory);
    this.migrating = new Migrating(book, version, all);
    this.attaching = new Attaching(book);
    this.appeals = new Appeals(book, directory);
    this.superior = new Superior(book, appeals, returns, extensions, pendingList);
    this.claims = new Claims(book, directory);
    this.attempts = new Attempts(book, claims, directory);
    this.followingUp = new FollowingUp(book, claims, dispatching, attempts, directory);
  }

  /** Whether these are the rules of that directory. */
  boolean areBy(Directory other) {
    return directory == other;
  }

  /** Judges a command that is about an order, or that makes one. */
  Decision<DocketEvent> decide(DocketCommand command, Moment moment) {
    return switch (command.getCommandCase()) {
      case OPEN_ORDER -> dispatched(opening.decide(command.getOpenOrder()), moment);
      case REPORT_ORDER -> dispatched(opening.decide(command.getReportOrder()), moment);
      case SIGN_ORDER -> handling.decide(command.getSignOrder(), moment);
      case CONTACT_CITIZEN -> handling.decide(command.getContactCitizen(), moment);
      case REPLY_ORDER -> reply(command.getReplyOrder(), moment);
      case RETURN_ORDER -> returns.decide(command.getReturnOrder(), moment);
      case ASK_EXTENSION -> extensions.decide(command.getAskExtension(), moment);
      case ASK_PENDING -> pendingList.decide(command.getAskPending(), moment);
      case DECIDE_APPEAL -> superior.decide(command.getDecideAppeal(), moment);
      case ASK_CO_HANDLER -> helping.decide(command.getAskCoHandler());
      case FINISH_PART -> helping.decide(command.getFinishPart());
      case URGE_ORDER -> urging.decide(command.getUrgeOrder());
      case MERGE_ORDER -> merging.decide(command.getMergeOrder());
      case SPLIT_ORDER -> merging.decide(command.getSplitOrder());
      case RECLASSIFY_ORDER -> reclassifying.decide(command.getReclassifyOrder(), moment);
      case ATTACH_REFERENCE -> attaching.decide(command.getAttachReference(), moment);
      case CLAIM_FOLLOW_UP -> claims.decide(command.getClaimFollowUp(), moment);
      case RELEASE_FOLLOW_UP -> claims.decide(command.getReleaseFollowUp(), moment);
      case RECORD_ATTEMPT -> attempts.decide(command.getRecordAttempt(), moment);
      case END_PENDING -> pendingList.decide(command.getEndPending(), moment);
      case RECORD_ANSWERS -> followingUp.decide(command.getRecordAnswers(), moment);
      case MIGRATE_ORDER -> migrating.decide(command.getMigrateOrder(), moment);
      case TICK, COMMAND_NOT_SET ->
          Decision.invalidField("command", "none", "one of the commands of a docket");
    };
  }

  private Decision<DocketEvent> dispatched(Decision<DocketEvent> decision, Moment moment) {
    if (decision instanceof Decision.Accepted<DocketEvent> accepted) {
      OrderOpened opened = accepted.events().get(0).getOrderOpened();
      HandlingLimit limit = accepted.events().get(1).getOrderClassified().getLimit();
      return following(accepted, List.of(dispatching.first(opened, limit, moment)));
    }
    return decision;
  }

  /** The citizens of all that go on with the order are followed up, too. */
  private Decision<DocketEvent> reply(ReplyOrder command, Moment moment) {
    Decision<DocketEvent> decision = handling.decide(command, moment);
    if (decision instanceof Decision.Accepted<DocketEvent> replied) {
      String unit = command.getUnit();
      List<DocketEvent> events = new ArrayList<>(1);
      events.add(attempts.due(command.getOrderId(), unit, moment));
      for (DocketEvent child : merging.replied(command.getOrderId(), moment)) {
        events.add(child);
        events.add(attempts.due(child.getParentReplied().getOrderId(), unit, moment));
      }
      return following(replied, events);
    }
    return decision;
  }

  private static Decision<DocketEvent> following(
      Decision.Accepted<DocketEvent> accepted, List<DocketEvent> more) {
    List<DocketEvent> events = new ArrayList<>(accepted.events().size() + more.size());
    events.addAll(accepted.events());
    events.addAll(more);
    return Decision.accepted(accepted.reply(), events);
  }

  /** Of several things that are due at once, what time decides comes first. */
  DocketEvent due(Order order, long nowMs) {
    long dueMs = ClockMarks.nextMs(order);
    if (order.getReviewMs() == dueMs) {
      return pendingList.reviewed(order, nowMs);
    }
    return order.getAppeal().getDecideByMs() == dueMs
        ? superior.undecided(order, nowMs)
        : warnings.due(order);
  }
}
