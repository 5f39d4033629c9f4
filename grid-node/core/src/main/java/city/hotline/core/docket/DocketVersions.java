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
 * was made by, until it is migrated. Not thread-safe: the docket's one writer uses it.
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

  /** The rules by a version; null where it is not known here (any more, or yet). */
  @Nullable DocketRules rules(String version) {
    if (version.equals(Directories.BUILT_IN)) {
      return builtIn;
    }
    Directory directory = directories.named(version);
    if (directory == null) {
      made.remove(version);
      return null;
    }
    DocketRules rules = made.get(version);
    if (rules == null || !rules.areBy(directory)) {
      rules = new DocketRules(book, new Directories.Version(version, directory), directories);
      made.put(version, rules);
    }
    return rules;
  }

  /** The name of the version that a command is judged by. */
  String of(DocketCommand command, Moment moment) {
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
  static Decision<DocketEvent> notHere(String version) {
    return Decision.refused(
        Refusal.REFUSAL_DIRECTORY_NOT_HERE,
        Map.of("version", version),
        "The owner's node does not have this version of the directory: try again in a moment. If"
            + " ./hotline directory show does not name it, orders that went by it were left behind"
            + " when it was forgotten: migrate them.");
  }
}
