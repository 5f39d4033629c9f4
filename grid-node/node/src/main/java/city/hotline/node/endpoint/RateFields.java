package city.hotline.node.endpoint;

import city.hotline.core.directory.Directory;
import city.hotline.core.rates.Groups;
import city.hotline.core.rates.Span;
import city.hotline.node.rates.RateQuestion;
import city.hotline.proto.access.v1.Role;
import city.hotline.proto.rates.v1.GetRatesRequest;
import city.hotline.proto.rates.v1.ListRateOrdersRequest;
import city.hotline.proto.rates.v1.RateCount;
import city.hotline.proto.rates.v1.RateGroup;
import city.hotline.proto.rates.v1.RescoreRequest;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;

/** What questions about rates must say, beyond who may ask them. */
final class RateFields {
  private static final int MOST = 1000;
  private static final int LONGEST_SCHEME = 10_000;

  private RateFields() {}

  /** The question, or the refusal of its first field that is wrong is thrown. */
  static RateQuestion question(GetRatesRequest request, Identity caller, Directory directory) {
    SearchFields.checkAsker(request.getAsker(), caller);
    return question(
        new RateQuestion(
            request.getGroup(),
            Span.of(request.getPeriod(), directory.schemes()),
            request.getDistrict(),
            request.getUnit(),
            request.getClassCode(),
            ""),
        caller,
        directory);
  }

  /** The question, or the refusal of its first field that is wrong is thrown. */
  static RateQuestion question(
      ListRateOrdersRequest request, Identity caller, Directory directory) {
    SearchFields.checkAsker(request.getAsker(), caller);
    RateQuestion question =
        question(
            new RateQuestion(
                request.getGroup(),
                Span.of(request.getPeriod(), directory.schemes()),
                request.getDistrict(),
                request.getUnit(),
                request.getClassCode(),
                ""),
            caller,
            directory);
    Groups groups = new Groups(question.group(), directory);
    if (!groups.has(request.getCode())) {
      throw Refusals.invalid(
          "code", request.getCode(), "one of the group: GetRates names them, ./hotline rates --by");
    }
    if (!question.shows(request.getCode(), groups, directory)) {
      throw notOwn(request.getCode(), caller);
    }
    if (request.getCount() == RateCount.RATE_COUNT_UNSPECIFIED
        || request.getCount() == RateCount.UNRECOGNIZED) {
      throw Refusals.invalid("count", request.getCountValue(), "one that this grid knows");
    }
    if (request.getPageSize() < 0 || request.getPageSize() > MOST) {
      throw Refusals.invalid("page_size", request.getPageSize(), "0, or 1 to " + MOST);
    }
    return question;
  }

  /** The question, or the refusal of its first field that is wrong is thrown. */
  static RateQuestion question(RescoreRequest request, Identity caller, Directory directory) {
    SearchFields.checkAsker(request.getAsker(), caller);
    if (request.getSchemeCsv().length() > LONGEST_SCHEME) {
      throw Refusals.invalid(
          "scheme_csv",
          request.getSchemeCsv().length() + " characters",
          "at most " + LONGEST_SCHEME);
    }
    return question(
        new RateQuestion(
            request.getGroup(),
            Span.of(request.getPeriod(), directory.schemes()),
            request.getDistrict(),
            "",
            "",
            ""),
        caller,
        directory);
  }

  private static RateQuestion question(RateQuestion asked, Identity caller, Directory directory) {
    if (asked.group() == RateGroup.RATE_GROUP_UNSPECIFIED
        || asked.group() == RateGroup.UNRECOGNIZED) {
      throw Refusals.invalid("group", asked.group().name(), "one that this grid knows");
    }
    if (!asked.district().isEmpty() && !directory.isDistrict(asked.district())) {
      throw Requests.unknownDistrict(asked.district());
    }
    SearchFields.checkUnit(asked.unit(), directory);
    SearchFields.checkClass(asked.classCode(), directory);
    return caller.role() == Role.ROLE_DEPARTMENT ? own(asked, caller, directory) : asked;
  }

  /** Units are ranked among all and shown their own rows; classes are those of its own orders. */
  private static RateQuestion own(RateQuestion asked, Identity caller, Directory directory) {
    if (!asked.unit().isEmpty() && !directory.isWithin(asked.unit(), caller.name())) {
      throw notOwn(asked.unit(), caller);
    }
    boolean areUnits = new Groups(asked.group(), directory).areUnits();
    return new RateQuestion(
        asked.group(),
        asked.span(),
        asked.district(),
        asked.unit().isEmpty() && !areUnits ? caller.name() : asked.unit(),
        asked.classCode(),
        caller.name());
  }

  private static RuntimeException notOwn(String code, Identity caller) {
    return Refusals.refused(
        Refusal.REFUSAL_NOT_ALLOWED,
        Map.of("unit", code, "caller", caller.toString()),
        code
            + " is not for "
            + caller
            + " as asked: name a unit that it may see, in this district.");
  }
}
