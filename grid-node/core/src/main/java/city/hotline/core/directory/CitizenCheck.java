package city.hotline.core.directory;

import city.hotline.core.moment.Decision;
import city.hotline.proto.citizen.v1.Sealed;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.Citizen;
import org.jspecify.annotations.Nullable;

/**
 * What a citizen's fields may hold, on a floor and in a docket alike. A node asks before it seals
 * them, as nobody can afterwards. Stateless.
 */
public final class CitizenCheck {
  /** The longest name, address and phone as they may be sealed make far less. */
  private static final int SEALED_LIMIT = 4_000;

  private static final int KEY_ID_BYTES = 16;
  private static final int NAME_LIMIT = 200;
  private static final int PHONE_LIMIT = 40;
  private static final int ADDRESS_LIMIT = 400;

  private CitizenCheck() {}

  /** Refuses with INVALID_FIELD a caller that is too long; null if all is well. */
  public static <E> @Nullable Decision<E> caller(Citizen caller) {
    return fields(
        "caller", caller.getName(), caller.getPhone(), caller.getAddress(), caller.getSealed());
  }

  /** Refuses with INVALID_FIELD a requester that is too long; null if all is well. */
  public static <E> @Nullable Decision<E> requester(Requester requester) {
    return fields(
        "draft.requester",
        requester.getName(),
        requester.getPhone(),
        requester.getAddress(),
        requester.getSealed());
  }

  private static <E> @Nullable Decision<E> fields(
      String whose, String name, String phone, String address, Sealed sealed) {
    if (DraftCheck.isLonger(name, NAME_LIMIT)) {
      return DraftCheck.tooLong(whose + ".name", name, NAME_LIMIT);
    }
    if (DraftCheck.isLonger(phone, PHONE_LIMIT)) {
      return DraftCheck.tooLong(whose + ".phone", phone, PHONE_LIMIT);
    }
    if (DraftCheck.isLonger(address, ADDRESS_LIMIT)) {
      return DraftCheck.tooLong(whose + ".address", address, ADDRESS_LIMIT);
    }
    boolean none = sealed.equals(Sealed.getDefaultInstance());
    boolean well =
        sealed.getKeyId().size() == KEY_ID_BYTES && sealed.getContent().size() <= SEALED_LIMIT;
    return none || well
        ? null
        : Decision.invalidField(
            whose + ".sealed", "of another form", "none, as the node seals what it gets");
  }
}
