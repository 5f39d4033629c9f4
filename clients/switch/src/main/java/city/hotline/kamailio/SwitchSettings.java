package city.hotline.kamailio;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What the adapter is for.
 *
 * @param evapi where Kamailio's EVAPI listens; its name is looked up at each connection
 * @param switchId the name of this switch in the grid, 1 to 64 characters; keep it over restarts
 * @param districts the floors whose calls come in here, six digits each
 * @param seatUri where the agent of a seat is called; {@code {seat}} stands for the seat's id
 */
public record SwitchSettings(
    InetSocketAddress evapi, String switchId, List<String> districts, String seatUri) {

  /** What stands for the seat's id in the URI. */
  public static final String SEAT = "{seat}";

  /** Checks the URI; the grid checks the rest. */
  public SwitchSettings {
    districts = List.copyOf(districts);
    if (!seatUri.startsWith("sip:")) {
      throw new IllegalArgumentException(
          "seatUri: " + seatUri + " (expected: sip:..., where {seat} stands for the seat's id)");
    }
  }

  String uriOf(String seatId) {
    return seatUri.replace(SEAT, seatId);
  }
}
