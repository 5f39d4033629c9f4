package city.hotline.node.search;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.Finder;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.proto.citizen.v1.Withheld;
import city.hotline.proto.docket.v1.CoHandler;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.search.v1.FoundOrder;
import com.google.protobuf.Timestamp;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;

/**
 * What stands in the index for an order, closed or not: the one place that looks into orders. The
 * citizen stands there masked, and by the name of his key; nothing of one who was erased.
 * Thread-safe.
 */
final class OrderDocuments {
  static final String ID = "id";
  static final String DOCKET = "docket";
  static final String DISTRICT = "district";
  static final String CALL = "call";
  static final String CITIZEN = "citizen";
  static final String CLASS = "class";
  static final String PLACE = "place";
  static final String UNIT = "unit";
  static final String WITHIN = "within";
  static final String CONCERNS = "concerns";
  static final String STATE = "state";
  static final String OPEN = "open";
  static final String TEXT = "text";
  static final String OPENED = "opened";
  static final String DUE = "due";
  static final String FOLLOW_UP = "follow-up";
  static final String CLAIMED_UNTIL = "claimed-until";
  static final String FOR_PERSON = "for-person";

  /** Where orders without a due time stand behind all others, which {@link #DUE} does not have. */
  static final String DUE_ORDER = "due-order";

  static final String FOUND = "found";
  static final String YES = "y";
  static final long NEVER = Long.MAX_VALUE;

  private static final int DIGITS_A_LEVEL = 2;
  private static final int EXCERPT = 60;

  private final KnownDirectories directories;
  private final Finder citizens;

  OrderDocuments(KnownDirectories directories, Finder citizens) {
    this.directories = directories;
    this.citizens = citizens;
  }

  /** Of an order as it is kept. */
  Document of(ShardId docket, Order kept) {
    Order order = citizens.open(kept).message();
    FoundOrder found = found(order);
    OrderDraft draft = order.getDraft();
    Document document = new Document();
    term(document, ID, order.getOrderId());
    document.add(new SortedDocValuesField(ID, new BytesRef(order.getOrderId())));
    term(document, DOCKET, docket.docket());
    term(document, DISTRICT, docket.district());
    term(document, CALL, order.getCallId());
    if (draft.getRequester().getWithheld() != Withheld.WITHHELD_ERASED) {
      Requester requester = kept.getDraft().getRequester();
      citizens.nameOf(requester).ifPresent(name -> term(document, CITIZEN, name));
    }
    String code = draft.getClassCode();
    for (int end = DIGITS_A_LEVEL; end <= code.length(); end += DIGITS_A_LEVEL) {
      term(document, CLASS, code.substring(0, end));
    }
    term(document, PLACE, draft.getDistrict());
    term(document, PLACE, draft.getStreet());
    term(document, PLACE, draft.getCommunity());
    term(document, UNIT, order.getUnit());
    Directory directory = directories.of(order);
    Concern.leadAndAbove(order, directory).forEach(unit -> term(document, WITHIN, unit));
    Concern.units(order, directory).forEach(unit -> term(document, CONCERNS, unit));
    term(document, STATE, order.getState().name());
    if (isOpen(order.getState())) {
      term(document, OPEN, YES);
    }
    document.add(new TextField(TEXT, Masks.text(draft.getText()), Field.Store.NO));
    times(document, found);
    document.add(new BinaryDocValuesField(FOUND, new BytesRef(found.toByteArray())));
    return document;
  }

  private static void times(Document document, FoundOrder found) {
    long openedMs = Times.millis(found.getOpenedAt());
    document.add(new LongPoint(OPENED, openedMs));
    document.add(new NumericDocValuesField(OPENED, openedMs));
    document.add(new NumericDocValuesField(DUE_ORDER, dueMs(found)));
    if (found.hasDueAt()) {
      document.add(new LongPoint(DUE, dueMs(found)));
    }
    if (found.hasFollowUpAt()) {
      document.add(new LongPoint(FOLLOW_UP, Times.millis(found.getFollowUpAt())));
    }
    if (found.hasClaimedUntil()) {
      document.add(new LongPoint(CLAIMED_UNTIL, Times.millis(found.getClaimedUntil())));
    }
    term(document, FOR_PERSON, found.getForPerson() ? YES : "");
  }

  /** When its reply is due; {@link #NEVER} without a due time. */
  static long dueMs(FoundOrder found) {
    return found.hasDueAt() ? Times.millis(found.getDueAt()) : NEVER;
  }

  private static void term(Document document, String field, String value) {
    if (!value.isEmpty()) {
      document.add(new StringField(field, value, Field.Store.NO));
    }
  }

  private static boolean isOpen(OrderState state) {
    return switch (state) {
      case ORDER_STATE_DISPATCHED,
          ORDER_STATE_SIGNED,
          ORDER_STATE_IN_HAND,
          ORDER_STATE_RETURN_REQUESTED,
          ORDER_STATE_PENDING_LISTED,
          ORDER_STATE_MERGED,
          ORDER_STATE_FOLLOW_UP ->
          true;
      case ORDER_STATE_CLOSED, ORDER_STATE_UNSPECIFIED, UNRECOGNIZED -> false;
    };
  }

  private static FoundOrder found(Order order) {
    OrderDraft draft = order.getDraft();
    FoundOrder.Builder found =
        FoundOrder.newBuilder()
            .setOrderId(order.getOrderId())
            .setCallId(order.getCallId())
            .setClassCode(draft.getClassCode())
            .setState(order.getState())
            .setDistrict(draft.getDistrict())
            .setStreet(draft.getStreet())
            .setCommunity(draft.getCommunity())
            .setUnit(order.getUnit())
            .setOpenedAt(order.getOpenedAt())
            .setUpdatedAt(LastDone.about(order))
            .setOverdue(order.getOverdue())
            .setUrged(order.getUrged())
            .setExcerpt(excerpt(draft.getText()))
            .setDirectory(draft.getDirectory())
            .setCloseReason(order.getCloseReason())
            .setAttempts(order.getAttempts())
            .setAttachments(order.getAttachmentsCount());
    for (CoHandler helper : order.getCoHandlersList()) {
      found.addCoHandlers(helper.getUnit());
    }
    if (draft.hasRequester()) {
      found.setRequester(Masks.requester(draft.getRequester()));
    }
    if (order.hasDueAt() && order.getState() != OrderState.ORDER_STATE_CLOSED) {
      found.setDueAt(order.getDueAt());
    }
    if (order.hasClosedAt()) {
      found.setClosedAt(order.getClosedAt());
    }
    if (order.getState() == OrderState.ORDER_STATE_FOLLOW_UP) {
      found.setFollowUpAt(followUpAt(order)).setForPerson(order.getForPerson());
      if (order.hasClaim()) {
        found
            .setClaimedBy(order.getClaim().getBy())
            .setClaimedUntil(Times.timestamp(order.getClaim().getUntilMs()));
      }
    }
    return found.build();
  }

  /** When the desk may call next; when the unit replied where it is not to call again. */
  private static Timestamp followUpAt(Order order) {
    return order.getAttemptMs() > 0 ? Times.timestamp(order.getAttemptMs()) : order.getRepliedAt();
  }

  private static String excerpt(String text) {
    String masked = Masks.text(text);
    return masked.codePointCount(0, masked.length()) <= EXCERPT
        ? masked
        : masked.substring(0, masked.offsetByCodePoints(0, EXCERPT)) + "…";
  }
}
