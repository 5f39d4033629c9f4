package city.hotline.node.endpoint;

import city.hotline.core.directory.Directory;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.search.Words;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.access.v1.Role;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.GetOrderRequest;
import city.hotline.proto.search.v1.OrderFilter;
import city.hotline.proto.search.v1.OrderSort;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What questions about orders must say, beyond who may ask them. */
final class SearchFields {
  private static final int MOST = 200;
  private static final int LONGEST_TEXT = 100;
  private static final int SHORTEST_WORD = 2;
  private static final int LONGEST_REASON = 200;
  private static final int LONGEST_ID = 64;
  private static final Pattern CLASS = Pattern.compile("[0-9]{2}([0-9]{2}){0,2}");

  private static final Set<Role> ACT_FOR_THEMSELVES =
      Set.of(Role.ROLE_SEAT, Role.ROLE_DEPARTMENT, Role.ROLE_CHANNEL);
  private static final Set<Role> NEVER_SEE_CITIZENS =
      Set.of(Role.ROLE_ADMINISTRATOR, Role.ROLE_CHANNEL);

  private SearchFields() {}

  /** Throws the refusal of the first field that is wrong. */
  static void check(FindOrdersRequest request, Identity caller, KnownDirectories directories) {
    checkAsker(request.getAsker(), caller);
    if (!request.getDistrict().isEmpty()
        && !directories.builtIn().isDistrict(request.getDistrict())) {
      throw Requests.unknownDistrict(request.getDistrict());
    }
    if (request.getSort() == OrderSort.UNRECOGNIZED) {
      throw Refusals.invalid("sort", request.getSortValue(), "one that this grid knows");
    }
    if (request.getPageSize() < 0 || request.getPageSize() > MOST) {
      throw Refusals.invalid("page_size", request.getPageSize(), "0, or 1 to " + MOST);
    }
    check(request.getFilter(), directories);
  }

  /** Only who acts for itself says for whom: the floors of a supervisor are its districts'. */
  static void checkAsker(String asker, Identity caller) {
    if (!ACT_FOR_THEMSELVES.contains(caller.role()) && !asker.isEmpty()) {
      throw Refusals.invalid(
          "asker", asker, "empty for a " + Identity.word(caller.role()) + "; say the district");
    }
  }

  private static void check(OrderFilter filter, KnownDirectories directories) {
    checkLength("order_id", filter.getOrderId());
    checkLength("call_id", filter.getCallId());
    if (!filter.getPhone().isEmpty()) {
      PhoneField.check(filter.getPhone());
    }
    checkClass(filter.getClassCode(), directories.forClass(filter.getClassCode()));
    checkPlace(filter.getPlace(), directories.inForce().directory());
    checkUnit(filter.getUnit(), directories.forUnit(filter.getUnit()));
    if (filter.getStatesList().contains(OrderState.UNRECOGNIZED)) {
      throw Refusals.invalid("states", filter.getStatesValueList(), "those that this grid knows");
    }
    checkText(filter.getText());
  }

  static void checkUnit(String unit, Directory directory) {
    if (!unit.isEmpty() && directory.unit(unit).isEmpty()) {
      throw Refusals.refused(
          Refusal.REFUSAL_UNKNOWN_UNIT,
          Map.of("unit", unit),
          "No such unit: ListUnits names them (./hotline directory show --units).");
    }
  }

  private static void checkLength(String field, String id) {
    if (id.length() > LONGEST_ID) {
      throw Refusals.invalid(field, id.length() + " characters", "at most " + LONGEST_ID);
    }
  }

  static void checkClass(String code, Directory directory) {
    if (code.isEmpty()) {
      return;
    }
    if (!CLASS.matcher(code).matches()) {
      throw Refusals.invalid("class_code", code, "two, four or six digits");
    }
    if (directory.classTree().stream().noneMatch(c -> c.getCode().equals(code))) {
      throw Refusals.refused(
          Refusal.REFUSAL_UNKNOWN_CLASS,
          Map.of("class_code", code),
          "No such class: ListClasses names them (./hotline directory show --classes).");
    }
  }

  private static void checkPlace(String place, Directory directory) {
    boolean known =
        place.isEmpty()
            || directory.isDistrict(place)
            || directory.isStreet(place)
            || directory.isCommunity(place);
    if (!known) {
      throw Refusals.refused(Refusal.REFUSAL_UNKNOWN_PLACE, Map.of("place", place), Router.UNKNOWN);
    }
  }

  private static void checkText(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw Refusals.invalid("text", text.length() + " characters", "at most " + LONGEST_TEXT);
    }
    for (String word : Words.of(text)) {
      if (word.length() < SHORTEST_WORD) {
        throw Refusals.invalid("text", word, "words of at least two characters");
      }
    }
  }

  /** Throws the refusal of the first field that is wrong. */
  static void check(GetOrderRequest request, Identity caller) {
    checkAsker(request.getAsker(), caller);
    checkLength("order_id", request.getOrderId());
    String reason = request.getReason();
    if (reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
      throw Refusals.invalid(
          "reason",
          reason.length() + " characters",
          "one line of at most " + LONGEST_REASON + " characters");
    }
    if (!reason.isEmpty() && (reason.isBlank() || NEVER_SEE_CITIZENS.contains(caller.role()))) {
      throw reason.isBlank()
          ? Refusals.invalid("reason", "blank", "why the citizen must be seen")
          : Refusals.refused(
              Refusal.REFUSAL_NOT_ALLOWED,
              Map.of("command", "SearchService.GetOrder", "caller", caller.toString()),
              "Administrators and channels do not see citizens as they are: ask without a reason.");
    }
  }
}
