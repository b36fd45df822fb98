/**
 * Questions to PowerShell, for 2.0 and later; rows are a kind and pairs of name and value, as of the topology.
 *
 * PowerShell itself, and the account that this program runs under. S-1-5-32-573 is the group Event Log Readers.
 */
export const MACHINE_SCRIPT = `
$policies = @{}
try {
  foreach ($one in @(Get-ExecutionPolicy -List)) { $policies[[string]$one.Scope] = [string]$one.ExecutionPolicy }
} catch {
  $policies['MachinePolicy'] = $null
}
$mode = [string]$ExecutionContext.SessionState.LanguageMode
Row 'powershell' 'version' ([string]$PSVersionTable.PSVersion) 'mode' $mode 'bits' ([IntPtr]::Size * 8) 'machine' $policies['MachinePolicy'] 'user' $policies['UserPolicy']
$identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
$principal = New-Object System.Security.Principal.WindowsPrincipal -ArgumentList @($identity)
$readers = New-Object System.Security.Principal.SecurityIdentifier -ArgumentList @('S-1-5-32-573')
$administrator = [System.Security.Principal.WindowsBuiltInRole]::Administrator
Row 'account' 'name' $identity.Name 'elevated' ($principal.IsInRole($administrator)) 'reader' ($principal.IsInRole($readers))
`;

/** How large logs are, and how far back they go. Arguments: a server, and the names of its logs. */
export const LOGS_SCRIPT = `
[void][System.Reflection.Assembly]::LoadWithPartialName('System.Core')
$invariant = [System.Globalization.CultureInfo]::InvariantCulture
$byName = [System.Diagnostics.Eventing.Reader.PathType]::LogName
$server = [string]$args[0]
if ($server -eq 'localhost') {
  $session = New-Object System.Diagnostics.Eventing.Reader.EventLogSession
} else {
  $session = New-Object System.Diagnostics.Eventing.Reader.EventLogSession -ArgumentList @($server)
}
for ($at = 1; $at -lt $args.Length; $at++) {
  $name = [string]$args[$at]
  try {
    $log = New-Object System.Diagnostics.Eventing.Reader.EventLogConfiguration -ArgumentList @($name, $session)
    $state = $session.GetLogInformation($name, $byName)
    $query = New-Object System.Diagnostics.Eventing.Reader.EventLogQuery -ArgumentList @($name, $byName)
    $query.Session = $session
    $reader = New-Object System.Diagnostics.Eventing.Reader.EventLogReader -ArgumentList @($query)
    $oldest = $reader.ReadEvent()
    $since = $null
    if (($null -ne $oldest) -and ($null -ne $oldest.TimeCreated)) {
      $since = $oldest.TimeCreated.ToUniversalTime().ToString('o', $invariant)
    }
    $reader.Dispose()
    Row 'log' 'name' $name 'enabled' $log.IsEnabled 'mode' ([string]$log.LogMode) 'most' $log.MaximumSizeInBytes 'size' $state.FileSize 'records' $state.RecordCount 'oldest' $since
  } catch {
    $cause = $_.Exception
    while ($null -ne $cause.InnerException) { $cause = $cause.InnerException }
    Row 'refused' 'name' $name 'type' ([string]$cause.GetType().Name) 'message' $cause.Message
  }
}
`;

/** Which of some providers a server has. Arguments: a server, and names. */
export const PROVIDERS_SCRIPT = `
[void][System.Reflection.Assembly]::LoadWithPartialName('System.Core')
$server = [string]$args[0]
if ($server -eq 'localhost') {
  $session = New-Object System.Diagnostics.Eventing.Reader.EventLogSession
} else {
  $session = New-Object System.Diagnostics.Eventing.Reader.EventLogSession -ArgumentList @($server)
}
$there = @{}
foreach ($name in $session.GetProviderNames()) { $there[([string]$name).ToLowerInvariant()] = $true }
for ($at = 1; $at -lt $args.Length; $at++) {
  $name = [string]$args[$at]
  Row 'provider' 'name' $name 'there' ($there.ContainsKey($name.ToLowerInvariant()))
}
`;
