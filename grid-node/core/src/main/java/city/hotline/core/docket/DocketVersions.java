package city.hotline.core.docket;

import city.hotline.core.directory.Directories;
import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.order.OrderBook;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By which version of the directory a command is judged: an order goes by the one that its draft
 * was made by, until it is migrated; by the one in force where that is gone. Not thread-safe: the
 * docket's one writer uses it.
 */
final class DocketVersions {
  private final OrderBook book;
  private final Directories directories;
  private final Map<String, DocketRules> made = new HashMap<>();
  private final DocketRules builtIn;

  DocketVersions(OrderBook book, Directories directories) {
    this.book = book;
    this.directories = directories;
    this.builtIn =
        new DocketRules(
            book,
            new Directories.Version(Directories.BUILT_IN, directories.builtIn()),
            directories);
  }

  /** The rules that apply facts, whatever version decided them. */
  DocketRules builtIn() {
    return builtIn;
  }

  /** The rules that a command is judged by; null where their version is not known here (yet). */
  @Nullable DocketRules of(DocketCommand command, Moment moment) {
    String name = named(command, moment);
    Directories.Version version =
        command.hasMigrateOrder() ? known(name) : directories.by(name, moment);
    return version == null ? null : rules(version);
  }

  /**
   * The rules by which time decides about an order. It does not wait until a node has heard of a
   * version: one order would hold up all others.
   */
  DocketRules of(Order order, Moment moment) {
    Directories.Version version = directories.by(order.getDraft().getDirectory(), moment);
    return rules(version == null ? directories.at(moment) : version);
  }

  /** Nothing can be made to go by a version that is gone. */
  private Directories.@Nullable Version known(String name) {
    Directory directory = directories.named(name);
    return directory == null ? null : new Directories.Version(name, directory);
  }

  private DocketRules rules(Directories.Version version) {
    if (version.name().equals(Directories.BUILT_IN)) {
      return builtIn;
    }
    DocketRules rules = made.get(version.name());
    if (rules == null || !rules.areBy(version.directory())) {
      made.keySet().removeIf(name -> directories.named(name) == null);
      rules = new DocketRules(book, version, directories);
      made.put(version.name(), rules);
    }
    return rules;
  }

  /** The name of the version that a command is judged by. */
  private String named(DocketCommand command, Moment moment) {
    return switch (command.getCommandCase()) {
      case OPEN_ORDER -> command.getOpenOrder().getDraft().getDirectory();
      case REPORT_ORDER -> directories.at(moment).name();
      case MIGRATE_ORDER -> command.getMigrateOrder().getDirectory();
      case SIGN_ORDER -> ofOrder(command.getSignOrder().getOrderId());
      case CONTACT_CITIZEN -> ofOrder(command.getContactCitizen().getOrderId());
      case REPLY_ORDER -> ofOrder(command.getReplyOrder().getOrderId());
      case RETURN_ORDER -> ofOrder(command.getReturnOrder().getOrderId());
      case ASK_EXTENSION -> ofOrder(command.getAskExtension().getOrderId());
      case ASK_PENDING -> ofOrder(command.getAskPending().getOrderId());
      case DECIDE_APPEAL -> ofOrder(command.getDecideAppeal().getOrderId());
      case ASK_CO_HANDLER -> ofOrder(command.getAskCoHandler().getOrderId());
      case FINISH_PART -> ofOrder(command.getFinishPart().getOrderId());
      case URGE_ORDER -> ofOrder(command.getUrgeOrder().getOrderId());
      case MERGE_ORDER -> ofOrder(command.getMergeOrder().getOrderId());
      case SPLIT_ORDER -> ofOrder(command.getSplitOrder().getOrderId());
      case RECLASSIFY_ORDER -> ofOrder(command.getReclassifyOrder().getOrderId());
      case ATTACH_REFERENCE -> ofOrder(command.getAttachReference().getOrderId());
      case CLAIM_FOLLOW_UP -> ofOrder(command.getClaimFollowUp().getOrderId());
      case RELEASE_FOLLOW_UP -> ofOrder(command.getReleaseFollowUp().getOrderId());
      case RECORD_ATTEMPT -> ofOrder(command.getRecordAttempt().getOrderId());
      case END_PENDING -> ofOrder(command.getEndPending().getOrderId());
      case RECORD_ANSWERS -> ofOrder(command.getRecordAnswers().getOrderId());
      case TICK, COMMAND_NOT_SET -> Directories.BUILT_IN;
    };
  }

  /** Of an order that does not exist, the built-in rules say so. */
  private String ofOrder(String orderId) {
    Order order = book.find(orderId);
    return order == null ? Directories.BUILT_IN : order.getDraft().getDirectory();
  }

  /** Refuses DIRECTORY_NOT_HERE. */
  Decision<DocketEvent> notHere(DocketCommand command, Moment moment) {
    return Decision.refused(
        Refusal.REFUSAL_DIRECTORY_NOT_HERE,
        Map.of("version", named(command, moment)),
        "The owner's node does not have this version of the directory: try again in a moment, or"
            + " name one that ./hotline directory show names.");
  }
}
